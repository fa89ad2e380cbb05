package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.json.RawJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param data the items, in order
 * @param next where the next page begins; empty on the last one
 */
public record Page<T>(List<T> data, Optional<Position> next) {
    /** How many items a page holds unless the caller says otherwise. */
    public static final int USUAL = 50;
    /** How many it may hold at most. */
    public static final int MOST = 200;

    /** A page of what a store read, which was asked for one item more than fits. */
    public static <T> Page<T> of(List<T> oneMore, int limit, Function<T, Position> position) {
        boolean more = oneMore.size() > limit;
        List<T> data = more ? List.copyOf(oneMore.subList(0, limit)) : oneMore;
        return new Page<>(data, more ? Optional.of(position.apply(data.getLast())) : Optional.empty());
    }

    /** The same page with its items in another form. */
    public <R> Page<R> map(Function<T, R> form) {
        return new Page<>(data.stream().map(form).toList(), next);
    }

    /** The answer, with finished JSON objects as items. */
    public static Answer answer(Page<RawJson> page, Call call, Cursors cursors) {
        Optional<String> cursor = page.next().map(position -> cursors.seal(call, position));
        Answer answer = Answer.of(200, RawJson.page(page.data(), cursor.orElse(null)));
        return cursor.map(text -> answer.header("Link", "<" + address(call, "cursor", text) + ">; rel=\"next\""))
                .orElse(answer);
    }

    /** The address of the same list from another place. */
    public static String address(Call call, String parameterName, String value) {
        String path = call.operation().path();
        for (var parameter : call.parameters().entrySet()) {
            path = path.replace("{" + parameter.getKey() + "}", Query.encode(parameter.getValue()));
        }
        String others = call.query().encoded(parameterName);
        return path + "?" + others + (others.isEmpty() ? "" : "&") + parameterName + "=" + value;
    }
}

package dev.nightdesk.sdk;

import dev.nightdesk.sdk.model.IdentityKind;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Calls every method of every group with made-up arguments. */
final class GroupWalk {

    private static final Set<String> NOT_GROUPS = Set.of("builder", "send");
    private static final String ANYTHING = "{\"id\": \"x\", \"version\": 1, \"customer_id\": \"x\"}";

    private GroupWalk() {
    }

    static void callEverything(Nightdesk nightdesk) throws Exception {
        for (Method accessor : publicMethods(Nightdesk.class)) {
            if (!NOT_GROUPS.contains(accessor.getName())) {
                Object group = accessor.invoke(nightdesk, arguments(accessor));
                for (Method method : publicMethods(group.getClass())) {
                    method.invoke(group, arguments(method));
                }
            }
        }
    }

    private static List<Method> publicMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .toList();
    }

    private static Object[] arguments(Method method) throws Exception {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(method.getParameterTypes()[i]);
        }
        return arguments;
    }

    private static Object argument(Class<?> type) throws Exception {
        if (type == String.class) {
            return "x";
        }
        if (type == RequestOption[].class) {
            return new RequestOption[0];
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(1);
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == List.class) {
            return List.of("x");
        }
        if (type == CursorStore.class) {
            return CursorStore.inMemory();
        }
        if (type == AttachmentSource.class) {
            return AttachmentSource.ofBytes("x", "text/plain", new byte[1]);
        }
        return type == IdentityKind.class ? IdentityKind.EMAIL : Json.MAPPER.readValue(ANYTHING, type);
    }
}

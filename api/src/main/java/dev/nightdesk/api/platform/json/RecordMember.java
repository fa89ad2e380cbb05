package dev.nightdesk.api.platform.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One component of a record.
 *
 * @param quotedName its name in snake_case, in quotes
 * @param accessor takes an {@code Object} and returns one
 */
record RecordMember(String quotedName, MethodHandle accessor) {
    /** The components of a public record, in order. */
    static List<RecordMember> of(Class<?> type) {
        return Stream.of(type.getRecordComponents()).map(RecordMember::of).toList();
    }

    private static RecordMember of(RecordComponent component) {
        try {
            MethodHandle accessor = MethodHandles.lookup().unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
            return new RecordMember("\"" + snakeCase(component.getName()) + "\"", accessor);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(component.getDeclaringRecord() + " is not public", e);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** The component's value. */
    Object of(Record owner) {
        try {
            return (Object) accessor.invokeExact((Object) owner);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("an accessor may not throw", e);
        }
    }
}

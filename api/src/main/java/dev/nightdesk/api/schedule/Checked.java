package dev.nightdesk.api.schedule;

import java.util.List;

/** The outcome of checking a draft: the value it describes, or everything that is wrong with it. */
public sealed interface Checked<T> {
    /** Nothing is wrong. */
    record Valid<T>(T value) implements Checked<T> {}

    /** All errors at once, at least one. */
    record Invalid<T>(List<FieldError> errors) implements Checked<T> {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }
}

package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.http.FieldError;
import java.util.List;
import java.util.function.Function;

/** The outcome of checking a draft: the value it describes, or everything that is wrong with it. */
public sealed interface Checked<T> {
    /** What is wrong, all at once; empty when nothing is. */
    List<FieldError> errors();

    /** The value, or what is made of the errors. */
    <X extends RuntimeException> T orThrow(Function<List<FieldError>, X> failure);

    /** Nothing is wrong. */
    record Valid<T>(T value) implements Checked<T> {
        @Override
        public List<FieldError> errors() {
            return List.of();
        }

        @Override
        public <X extends RuntimeException> T orThrow(Function<List<FieldError>, X> failure) {
            return value;
        }
    }

    /** At least one thing is. */
    record Invalid<T>(List<FieldError> errors) implements Checked<T> {
        public Invalid {
            errors = List.copyOf(errors);
        }

        @Override
        public <X extends RuntimeException> T orThrow(Function<List<FieldError>, X> failure) {
            throw failure.apply(errors);
        }
    }
}

package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.http.FieldError;

/** Something in an iCalendar text that cannot be understood. */
final class IcalException extends RuntimeException {
    private final FieldError error;

    IcalException(String pointer, String code, String detail) {
        super(detail);
        error = FieldError.field(pointer, code, detail);
    }

    FieldError error() {
        return error;
    }
}

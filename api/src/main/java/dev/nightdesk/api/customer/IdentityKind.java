package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.json.Fields;
import java.util.Arrays;
import java.util.Optional;

/** What kind of address an identity is. */
public enum IdentityKind {
    EMAIL, PHONE, EXTERNAL, WHATSAPP, TELEGRAM, X, MESSENGER, INSTAGRAM;

    /** Such as {@code email}. */
    public String wireName() {
        return Fields.wireName(this);
    }

    /** The kind with this wire name. */
    static Optional<IdentityKind> of(String wireName) {
        return Arrays.stream(values()).filter(kind -> kind.wireName().equals(wireName)).findFirst();
    }

    /** The one spelling under which an address of this kind is kept; empty when it is none. */
    Optional<String> normalized(String value) {
        return switch (this) {
            case EMAIL -> Addresses.email(value);
            case PHONE, WHATSAPP -> Addresses.phone(value);
            case EXTERNAL, TELEGRAM, X, MESSENGER, INSTAGRAM -> Optional.of(value).filter(text -> !text.isEmpty());
        };
    }

    /** What {@link #normalized} takes, in words. */
    String form() {
        return switch (this) {
            case EMAIL -> Addresses.EMAIL_FORM;
            case PHONE, WHATSAPP -> Addresses.PHONE_FORM;
            case EXTERNAL, TELEGRAM, X, MESSENGER, INSTAGRAM -> "a name of at least one character";
        };
    }
}

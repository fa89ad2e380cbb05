package dev.nightdesk.api.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.nightdesk.api.platform.json.Formats;
import java.util.Optional;
import java.util.regex.Pattern;

/** E-mail addresses and phone numbers, each in one spelling, so that equal addresses are equal texts. */
final class Addresses {
    static final String EMAIL_FORM = "an e-mail address such as ada@example.com";
    static final String PHONE_FORM = "a phone number in E.164 such as +4930901820";
    static final int LONGEST_EMAIL = 254;
    private static final Pattern E_164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    private Addresses() {
    }

    /** The address in lower case; empty when it is none. */
    static Optional<String> email(String text) {
        return text.length() <= LONGEST_EMAIL ? Formats.email(text) : Optional.empty();
    }

    /**
     * The number in E.164, without a national prefix that was left in; empty when the text is not of the form or no
     * number of its country can have this length. Whether a number is assigned is not asked: plans change faster than
     * any table of them.
     */
    static Optional<String> phone(String text) {
        return spelled(text).filter(kept -> spelled(kept).equals(Optional.of(kept)));
    }

    private static Optional<String> spelled(String text) {
        if (!E_164.matcher(text).matches()) {
            return Optional.empty();
        }
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = plans.parse(text, null);
            return plans.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                    ? Optional.of(plans.format(number, PhoneNumberFormat.E164)) : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}

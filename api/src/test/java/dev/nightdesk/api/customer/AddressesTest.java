package dev.nightdesk.api.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @Property
    void anEmailAddressHasOneSpellingWhateverItsCase(@ForAll("emails") String email) {
        String kept = Addresses.email(email).orElseThrow();
        assertEquals(email.toLowerCase(Locale.ROOT), kept);
        assertEquals(Optional.of(kept), Addresses.email(email.toUpperCase(Locale.ROOT)));
        assertEquals(Optional.of(kept), Addresses.email(kept));
    }

    @Property
    void whateverIsKeptAsAPhoneNumberIsKeptUnchangedAgain(@ForAll("digits") String digits) {
        Addresses.phone("+" + digits).ifPresent(kept -> {
            assertTrue(kept.matches("\\+[1-9]\\d{6,14}"), kept);
            assertEquals(Optional.of(kept), Addresses.phone(kept));
        });
    }

    @Test
    void theNumbersOfAllCountriesAreKeptAsTheyAre() {
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
        List<String> examples = plans.getSupportedRegions().stream()
                .map(region -> plans.format(plans.getExampleNumber(region), PhoneNumberFormat.E164))
                .filter(number -> number.length() > 7).toList();
        assertTrue(examples.size() > 200);
        examples.forEach(number -> assertEquals(Optional.of(number), Addresses.phone(number)));
    }

    @Test
    void aNationalPrefixThatWasLeftInIsTakenOut() {
        assertEquals(Optional.of("+4930901820"), Addresses.phone("+49030901820"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"030901820", "+49 30 901820", "+49(30)901820", "+4930901820;ext=1", "004930901820",
        "+0301234567", "+999123456789", "+12345678", "tel:+4930901820", "+4930901820\n", ""})
    void whatIsNoNumberInE164IsRefused(String text) {
        assertEquals(Optional.empty(), Addresses.phone(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "@example.com", "ada@", "ada@example", "a b@example.com", "ada@exa_mple.com",
        "ada@example..com", "ada@-example.com", "ada@example.com\n", "ada@b@example.com"})
    void whatIsNoEmailAddressIsRefused(String text) {
        assertEquals(Optional.empty(), Addresses.email(text));
    }

    @Test
    void anEmailAddressMayHave254Characters() {
        String domain = ("@" + "a".repeat(61) + ".").concat(("b".repeat(61) + ".").repeat(2)).concat("com");
        String email = "c".repeat(64) + domain;
        assertEquals(Optional.of(email), Addresses.email(email).filter(kept -> kept.length() <= 254));
        assertEquals(Optional.empty(), Addresses.email("c".repeat(64) + domain.replace(".com",
                "." + "d".repeat(60) + ".com")));
    }

    @Provide
    Arbitrary<String> emails() {
        Arbitrary<String> local = Arbitraries.strings().withCharRange('a', 'z').withCharRange('A', 'Z')
                .withCharRange('0', '9').withChars("._+-'").ofMinLength(1).ofMaxLength(64);
        Arbitrary<String> label = Arbitraries.strings().withCharRange('a', 'z').withCharRange('A', 'Z').ofMinLength(1)
                .ofMaxLength(20);
        return Combinators.combine(local, label, label).as((name, host, top) -> name + "@" + host + "." + top);
    }

    @Provide
    Arbitrary<String> digits() {
        return Arbitraries.strings().withCharRange('0', '9').ofMinLength(6).ofMaxLength(15);
    }
}

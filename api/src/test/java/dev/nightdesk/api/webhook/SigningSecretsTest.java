package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    private final SecureRandom random = new SecureRandom();
    private final WebhookSecret first = WebhookSecret.generate(random);
    private final WebhookSecret second = WebhookSecret.generate(random);
    private final WebhookSecret third = WebhookSecret.generate(random);

    @Test
    void aFreshSecretHas32BytesInStandardBase64() {
        String text = first.reveal();
        assertTrue(text.startsWith("whsec_"));
        assertEquals(32, Base64.getDecoder().decode(text.substring(6)).length);
        assertEquals(first, WebhookSecret.parse(text));
        assertNotEquals(first, second);
    }

    @Test
    void aSecretIsNotShownByItsText() {
        assertEquals("whsec_(hidden)", first.toString());
        assertFalse(SigningSecrets.of(first).toString().contains(first.reveal().substring(6)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_short", "whsec_*fKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    })
    void anythingElseIsNoSecret(String text) {
        assertThrows(IllegalArgumentException.class, () -> WebhookSecret.parse(text));
    }

    @Test
    void aRotatedSecretSignsBesideTheNewOneUntilItsOverlapEnds() {
        SigningSecrets rotated = SigningSecrets.of(first).rotate(second, NOW, DAY).orElseThrow();
        assertEquals(List.of(second, first), rotated.activeAt(NOW));
        assertEquals(List.of(second, first), rotated.activeAt(NOW.plus(DAY).minusMillis(1)));
        assertEquals(List.of(second), rotated.activeAt(NOW.plus(DAY)));
    }

    @Test
    void aSecondRotationDoesNotCutTheFirstOverlapShort() {
        SigningSecrets twice = SigningSecrets.of(first)
                .rotate(second, NOW, DAY).orElseThrow()
                .rotate(third, NOW.plus(Duration.ofHours(1)), DAY).orElseThrow();
        assertEquals(List.of(third, second, first), twice.activeAt(NOW.plus(Duration.ofHours(23))));
        assertEquals(List.of(third, second), twice.activeAt(NOW.plus(DAY)));
        assertEquals(List.of(third), twice.activeAt(NOW.plus(Duration.ofHours(25))));
    }

    @Test
    void rotationIsRefusedWhileTooManySecretsOverlapAndPossibleAgainAfterwards() {
        SigningSecrets secrets = SigningSecrets.of(first);
        for (int i = 0; i < SigningSecrets.MOST_RETIRED; i++) {
            secrets = secrets.rotate(WebhookSecret.generate(random), NOW, DAY).orElseThrow();
        }
        assertEquals(Optional.empty(), secrets.rotate(second, NOW.plusSeconds(1), DAY));
        SigningSecrets later = secrets.rotate(second, NOW.plus(DAY), DAY).orElseThrow();
        assertEquals(2, later.activeAt(NOW.plus(DAY)).size());
        assertEquals(1, later.retired().size());
    }
}

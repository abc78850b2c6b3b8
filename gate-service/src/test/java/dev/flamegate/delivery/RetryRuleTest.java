package dev.flamegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.delivery.DeliveryException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final RetryRule rule = new RetryRule(Duration.ofHours(24), new Random(1));

    @ParameterizedTest
    @CsvSource({
        "0, 500, 1000",
        "1, 1000, 2000",
        "2, 2000, 4000",
        "5, 16000, 32000",
        "6, 30000, 60000",
        "1000, 30000, 60000"
    })
    void aSilentPlaceIsAskedAfterTwiceAsLongEachTimeAndAtLeastOnceAMinute(int attempts, long least, long most) {
        DeliveryException silent = new DeliveryException(Kind.UNREACHABLE, "no answer", null);
        for (int i = 0; i < 200; i++) {
            assertThat(rule.next(silent, attempts, NOW)).isBetween(NOW.plusMillis(least), NOW.plusMillis(most));
        }
    }

    @Test
    void aPlaceThatSaysWhenIsBelievedHoweverOftenItWasAsked() {
        Instant until = NOW.plusSeconds(777);
        DeliveryException busy = DeliveryException.busy("later", Optional.of(until), null);

        assertThat(rule.next(busy, 0, NOW)).isBetween(until, until.plusSeconds(1));
        assertThat(rule.next(busy, 9, NOW)).isBetween(until, until.plusSeconds(1));
    }

    @Test
    void aTimeThatHasPassedMeansNow() {
        DeliveryException busy = DeliveryException.busy("later", Optional.of(NOW.minusSeconds(5)), null);

        assertThat(rule.next(busy, 0, NOW)).isBetween(NOW, NOW.plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "1, 120", "2, 240", "4, 900", "60, 900"})
    void aPlaceThatOnlySaysTooOftenIsLeftAloneForLongerEachTime(int attempts, int seconds) {
        DeliveryException busy = DeliveryException.busy("too often", Optional.empty(), null);

        assertThat(rule.next(busy, attempts, NOW)).isBetween(NOW.plusSeconds(seconds), NOW.plusSeconds(seconds + 5));
    }
}

package dev.flamegate.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "com.acme.pay.**, com/acme/pay/Invoice.total, true",
        "com.acme.pay.**, com/acme/pay/tax/Rate.of, true",
        "com.acme.pay.**, com/acme/payroll/Run.all, false",
        "com.acme.pay.*, com/acme/pay/Invoice.total, false",
        "com.acme.pay.*.total, com/acme/pay/Invoice.total, true",
        "com/acme/pay/**, com.acme.pay.Invoice.total, true",
        "**.reprice, shop/Cart.reprice, true",
        "**reprice, reprice, true",
        "Cart.reprice, shop/Cart.reprice, false",
        "main.(*shop).discount, main.(*shop).discount, true",
        "ns::Index::*, ns::Index::find, true",
        "ns::*, ns::Index::find, false",
        "*, main, true",
        "*, main.go, false",
        "a*b*c, axxbyybzzc, true",
        "a*b*c, axxbyybzz, false",
    })
    void starsStayWithinAPartAndDoubleStarsDoNot(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }

    /** The regular expression is the oracle: it says the same, and takes for ever on names that are made for it. */
    @Test
    void matchesWhatTheRegularExpressionMatches() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            String text = word(random, "ab./:*", 1 + random.nextInt(7));
            if (!text.contains("***")) {
                String expression = text.replaceAll("[./]", "[./]")
                        .replace("**", "\u0001")
                        .replace("*", "[^./:]*")
                        .replace("\u0001", ".*");
                String name = word(random, "ab./:", random.nextInt(8));
                assertThat(new NamePattern(text).matches(name))
                        .as("%s on %s", text, name)
                        .isEqualTo(Pattern.matches(expression, name));
            }
        }
    }

    private static String word(SplittableRandom random, String letters, int length) {
        return random.ints(length, 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(java.util.stream.Collectors.joining());
    }

    @Test
    void aPatternMadeToBacktrackIsAnsweredAllTheSame() {
        NamePattern pattern = new NamePattern("**a".repeat(150) + "b");
        assertThat(pattern.matches("a".repeat(20_000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"' ', is empty", "a***b, three stars"})
    void aTextThatIsNoPatternIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> new NamePattern(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}

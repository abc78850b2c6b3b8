package dev.flamegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.Function;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KnownNamesTest {
    private final KnownNames known = new KnownNames();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTextThatWasRememberedIsTheSameObject() {
        byte[] body = utf8("xmain.run\u00e9x");
        assertThat(known.text(body, 1, 10)).isNull();
        String text = "main.run\u00e9";
        known.remember(body, 1, 10, text);
        assertThat(known.text(body, 1, 10)).isSameAs(text);
        assertThat(known.text(body, 0, 10)).isNull();
    }

    @Test
    void whatIsTooLongIsNotKept() {
        byte[] body = new byte[513];
        known.remember(body, 0, 513, "long");
        assertThat(known.text(body, 0, 513)).isNull();
    }

    @Test
    void functionsAreAsIfNobodyRemembered() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                String name = "shop/Cart$$Lambda$" + i + "/0x00007f" + i + ".apply";
                assertThat(known.function(name, "Cart.java", 3)).isEqualTo(Function.of(name, "Cart.java", 3));
            }
        }
    }
}

package dev.flamegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileFormatsTest {

    /** Matches bodies that begin with its name. */
    private record Named(String name) implements ProfileFormat {
        @Override
        public boolean matches(byte[] head) {
            return new String(head, StandardCharsets.US_ASCII).startsWith(name);
        }

        @Override
        public List<Profile> read(byte[] body, Source source) {
            return List.of(new ProfileBuilder(source.origin(), List.of(ValueType.NONE))
                    .name(name)
                    .build());
        }
    }

    private final ProfileFormats formats =
            new ProfileFormats(List.of(new Named("red"), new Named("redder"), new Named("blue")));

    @Test
    void theFirstThatMatchesReads() {
        assertThat(formats.read(bytes("redder"), Source.of("x")).get(0).name()).isEqualTo("red");
        assertThat(formats.read(bytes("blue..."), Source.of("x")).get(0).name()).isEqualTo("blue");
    }

    @Test
    void whatNoneReadsIsDescribed() {
        assertThatThrownBy(() -> formats.read(bytes("<html>"), Source.of("up")))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessage("up: byte 0: looks like an HTML page; formats that are read: red, redder, blue");
        assertThatThrownBy(() -> formats.read(new byte[0], Source.of("up")))
                .hasMessage("up: byte 0: looks like nothing: it is empty; formats that are read: red, redder, blue");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

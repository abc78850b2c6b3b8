package dev.flamegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipTest {
    private static final int HEADER = 10;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 1000, 100_000})
    void contentComesBack(int size) {
        byte[] random = random(size);

        assertThat(Gunzip.content(gzip(random), Math.max(1, size), "x")).isEqualTo(random);
        assertThat(Gunzip.content(gzip(new byte[size]), Math.max(1, size), "x")).isEqualTo(new byte[size]);
    }

    @Test
    void membersAreJoined() {
        assertThat(Gunzip.content(join(gzip(text("one, ")), gzip(text("two"))), 100, "x"))
                .isEqualTo(text("one, two"));
    }

    @Test
    void optionalHeaderFieldsAreSteppedOver() {
        byte[] plain = gzip(text("content"));
        byte[] named = join(Arrays.copyOf(plain, HEADER), text("\2\0ABname\0comment\0"));
        named[3] = 2 | 4 | 8 | 16;
        CRC32 crc = new CRC32();
        crc.update(named);
        byte[] content = Arrays.copyOfRange(plain, HEADER, plain.length);
        byte[] good = join(join(named, new byte[] {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)}), content);

        assertThat(Gunzip.content(good, 100, "x")).isEqualTo(text("content"));
        refused(
                join(join(named, text("cc")), content),
                100,
                "byte " + named.length + ": gzip checksum does not match the header: the stream is corrupt");
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] whole = gzip(random(300));
        for (int length = 2; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Gunzip.content(part, 1000, "x"))
                    .isInstanceOf(MalformedProfileException.class)
                    .hasMessageStartingWith("x: byte " + length + ": gzip stream is truncated: ");
        }
    }

    @Test
    void garbageBehindTheEndIsRefused() {
        byte[] good = gzip(text("content"));

        refused(
                join(good, text("abc")),
                100,
                "byte " + good.length + ": 3 bytes follow the end of the gzip stream that are not gzip");
        refused(
                join(good, new byte[1]),
                100,
                "byte " + good.length + ": 1 bytes follow the end of the gzip stream that are not gzip");
    }

    @Test
    void corruptionIsRefused() {
        byte[] good = gzip(random(100));

        refused(changed(good, 2, 7), 1000, "byte 0: gzip compression method is 7, only 8 (deflate) exists");
        refused(changed(good, 3, 0x80), 1000, "byte 0: gzip header has reserved flags set: the stream is corrupt");
        refused(changed(good, HEADER, 7), 1000, "byte 11: gzip stream is corrupt: invalid block type");
        refused(
                changed(good, good.length - 8, good[good.length - 8] + 1),
                1000,
                "byte " + (good.length - 8) + ": gzip checksum does not match the content: the stream is corrupt");
        refused(
                changed(good, good.length - 4, 99),
                1000,
                "byte " + (good.length - 8)
                        + ": gzip length 99 does not match the content's 100 bytes: the stream is corrupt");
    }

    @Test
    void contentBeyondTheLimitIsRefusedWithoutBeingHeld() {
        byte[] bomb = gzip(new byte[10_000_000]);

        refused(bomb, 9_999_999, "byte 10: gzip content is larger than 9999999 bytes, the most that is accepted");
        refused(bomb, 1, "byte 10: gzip content is larger than 1 bytes, the most that is accepted");
        refused(
                join(gzip(new byte[10]), gzip(new byte[10])),
                15,
                "byte " + (gzip(new byte[10]).length + HEADER)
                        + ": gzip content is larger than 15 bytes, the most that is accepted");
    }

    private static void refused(byte[] body, int bytesMax, String message) {
        assertThatThrownBy(() -> Gunzip.content(body, bytesMax, "x"))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessage("x: " + message);
    }

    private static byte[] changed(byte[] good, int at, int value) {
        byte[] bytes = good.clone();
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] bytes = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, bytes, first.length, second.length);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

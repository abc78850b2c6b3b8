package dev.flamegate.ingest.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.profile.FlatCum;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged bytes are refused or read, but nothing else happens: no other exception, and no allocation beyond the limits. */
class PprofMutationTest {
    private static final PprofFormat FORMAT =
            new PprofFormat(new PprofLimits(1 << 16, 1 << 10, 8, 1 << 10, 1 << 8, 1 << 12, 1 << 10));
    private static final long SEED = 20_240_229;
    private static final int ROUNDS = 20_000;

    private final byte[] plain = PprofBytes.small().bytes();
    private final byte[] gzip = PprofBytes.small().gzip();

    @Test
    void truncationsAtEveryByte() {
        for (byte[] whole : new byte[][] {plain, gzip}) {
            for (int length = 0; length < whole.length; length++) {
                read(Arrays.copyOf(whole, length));
            }
        }
    }

    @Test
    void everySingleBitFlipped() {
        int readable = 0;
        for (byte[] whole : new byte[][] {plain, gzip}) {
            for (int bit = 0; bit < whole.length * 8; bit++) {
                byte[] body = whole.clone();
                body[bit / 8] ^= (byte) (1 << bit % 8);
                readable += read(body) ? 1 : 0;
            }
        }
        assertThat(readable).isPositive();
    }

    /** The checksum sees to it; only bits that mean nothing, behind the last code of a block, may flip. */
    @Test
    void aFlippedBitOfTheCompressedContentChangesNoNumber() {
        int header = 10;
        for (int bit = header * 8; bit < gzip.length * 8; bit++) {
            byte[] body = gzip.clone();
            body[bit / 8] ^= (byte) (1 << bit % 8);
            if (read(body)) {
                assertThat(Stacks.of(FORMAT.read(body, "flipped"))).isEqualTo(Stacks.of(FORMAT.read(gzip, "good")));
            }
        }
    }

    @Test
    void randomBytesWrittenOver() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = plain.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            read(random.nextInt(8) == 0 ? PprofBytes.gzip(body) : body);
        }
    }

    @Test
    void piecesPutTogether() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] head = Arrays.copyOf(plain, random.nextInt(plain.length));
            int from = random.nextInt(plain.length);
            byte[] tail = Arrays.copyOfRange(plain, from, plain.length);
            read(PprofBytes.join(head, tail));
        }
    }

    private static boolean read(byte[] body) {
        try {
            return !FlatCum.allOf(FORMAT.read(body, "damaged")).isEmpty();
        } catch (MalformedProfileException e) {
            assertThat(e.rule()).isNotEmpty();
            return false;
        } catch (RuntimeException e) {
            return fail("body " + Arrays.toString(body), e);
        }
    }
}

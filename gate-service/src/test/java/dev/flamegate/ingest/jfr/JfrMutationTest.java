package dev.flamegate.ingest.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.UntypedCounts;
import dev.flamegate.profile.FlatCum;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged bytes are refused or read, but nothing else happens: no other exception, and no allocation beyond the limits. */
class JfrMutationTest {
    private static final JfrFormat FORMAT = new JfrFormat(new ReadLimits(1 << 16, 1 << 6, 1 << 10, 1 << 10, 4));
    private static final long SEED = 20_240_229;

    private final byte[] whole = recording();
    private final byte[] contexts = TinyRecording.snapshot(Map.of(7L, "cart"));

    static byte[] recording() {
        return new TinyRecording()
                .setting("jdk.ExecutionSample", "event", "wall")
                .setting("jdk.ExecutionSample", "interval", "20000000")
                .event("jdk.ExecutionSample", 1, 1, 7, 0)
                .event("profiler.WallClockSample", 2, 1, 7, 2)
                .event("jdk.JavaMonitorEnter", 1, 0, 0, 500)
                .event("jdk.ObjectAllocationSample", 2, 0, 0, 500)
                .bytes();
    }

    @Test
    void truncationsAtEveryByte() {
        for (int length = 0; length < whole.length; length++) {
            assertThat(read(Arrays.copyOf(whole, length), contexts)).isFalse();
        }
    }

    @Test
    void everySingleBitFlipped() {
        int readable = 0;
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] body = whole.clone();
            body[bit / 8] ^= (byte) (1 << bit % 8);
            readable += read(body, contexts) ? 1 : 0;
        }
        assertThat(readable).isPositive();
    }

    @Test
    void randomBytesWrittenOver() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            byte[] body = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                body[68 + random.nextInt(body.length - 68)] = (byte) random.nextInt();
            }
            read(body, contexts);
        }
    }

    @Test
    void damagedLabels() {
        for (int bit = 0; bit < contexts.length * 8; bit++) {
            byte[] damaged = contexts.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            read(whole, damaged);
            read(whole, Arrays.copyOf(contexts, bit / 8));
        }
        assertThat(read(whole, contexts)).isTrue();
    }

    static boolean read(byte[] body, byte[] contexts) {
        try {
            FORMAT.read(body, new Source("damaged", UntypedCounts.DEFAULT, contexts))
                    .forEach(FlatCum::allOf);
            return true;
        } catch (MalformedProfileException e) {
            assertThat(e.rule()).isNotEmpty();
            return false;
        } catch (RuntimeException e) {
            return fail("body " + HexFormat.of().formatHex(body), e);
        }
    }
}

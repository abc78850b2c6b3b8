package dev.flamegate.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import dev.flamegate.store.StoreException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every decoder of stored bytes, given seeded random bytes that nobody wrote but whose checksum is right: it either reads them or throws a
 * {@link StoreException} that names the place, and never allocates much.
 */
class HostileBytesTest {
    private static final byte[] KEY = {0, 0, 0, 1};
    private static final int ROUNDS = 5_000;
    private static final long ALLOCATED_BYTES_MAX = 1 << 20;

    private static final Map<String, Consumer<ByteReader>> DECODERS = Map.of(
            "profile",
            in -> {
                ProfileCodec.head(in);
                StackCodec.decode(in, 2, 1);
            },
            "profile, all columns",
            in -> {
                ProfileCodec.head(in);
                StackCodec.decodeAll(in, 2);
            },
            "window",
            in -> {
                WindowCodec.head(in, Samples.NOON);
                StackCodec.decode(in, 2, 1);
            },
            "series",
            SeriesDefinition::decode,
            "day",
            DayCounts::decode,
            "functions",
            in -> DictionaryRuns.readFunctions(in, new CallTreeBuilder()),
            "nodes",
            HostileBytesTest::readNodes,
            "document",
            ByteReader::rest);

    private static void readNodes(ByteReader in) {
        CallTreeBuilder tree = new CallTreeBuilder();
        tree.function(Function.of("f", "", 0));
        DictionaryRuns.readNodes(in, tree);
    }

    static Stream<String> decoders() {
        return DECODERS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void randomBytesAreReadOrRefusedAndNothingElse(String name) {
        Random random = new Random(name.hashCode());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] value = sealed(hostile(random));
            long before = threads.getCurrentThreadAllocatedBytes();
            refuses(name, value);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated).isLessThan(ALLOCATED_BYTES_MAX);
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void bytesWithoutTheirChecksumAreNotLookedAt(String name) {
        Random random = new Random(name.hashCode());
        for (int round = 0; round < 1000; round++) {
            byte[] value = new byte[random.nextInt(64)];
            random.nextBytes(value);
            assertThat(refuses(name, value)).isTrue();
        }
    }

    @Test
    void aNumberOfRequestsThatIsNoneIsRefused() {
        for (double requests : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            byte[] value = new ByteWriter()
                    .varint(1)
                    .zigzag(1)
                    .varint(1)
                    .float64(requests)
                    .varint(0)
                    .varint(0)
                    .varint(1)
                    .varint(0)
                    .varint(1)
                    .sealed(KEY);
            assertThat(refuses("profile", value)).isTrue();
        }
        byte[] twice = new ByteWriter()
                .varint(1)
                .zigzag(1)
                .varint(2)
                .float64(1)
                .varint(0)
                .varint(0)
                .varint(1)
                .varint(0)
                .varint(1)
                .sealed(KEY);
        byte[] cut = new ByteWriter()
                .varint(1)
                .zigzag(1)
                .varint(1)
                .varint(0)
                .varint(0)
                .varint(1)
                .varint(0)
                .varint(1)
                .sealed(KEY);
        byte[] whole = new ByteWriter()
                .varint(1)
                .zigzag(1)
                .varint(1)
                .float64(1)
                .varint(0)
                .varint(0)
                .varint(1)
                .varint(0)
                .varint(1)
                .sealed(KEY);
        assertThat(refuses("profile", twice)).isTrue();
        assertThat(refuses("profile", cut)).isTrue();
        assertThat(refuses("profile", whole)).isFalse();
    }

    @Test
    void everyBitThatFlipsInAValueIsNoticed() {
        Random random = new Random(7);
        byte[] value = sealed(hostile(random));
        for (int bit = 0; bit < value.length * 8; bit++) {
            value[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(refuses("document", value)).isTrue();
            value[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(refuses("document", value)).isFalse();
    }

    private static boolean refuses(String name, byte[] value) {
        try {
            DECODERS.get(name).accept(new ByteReader(KEY, value, () -> "the place"));
            return false;
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED);
            assertThat(e).hasMessageStartingWith("the place is damaged at byte ");
            return true;
        }
    }

    /** Small numbers, which make lengths and counts plausible, mixed with any bytes. */
    private static byte[] hostile(Random random) {
        byte[] bytes = new byte[random.nextInt(80)];
        random.nextBytes(bytes);
        int small = random.nextInt(4);
        for (int i = 0; i < bytes.length; i++) {
            if (random.nextInt(4) < small) {
                bytes[i] = (byte) random.nextInt(4);
            }
        }
        return bytes;
    }

    private static byte[] sealed(byte[] bytes) {
        return new ByteWriter().bytes(bytes).sealed(KEY);
    }
}

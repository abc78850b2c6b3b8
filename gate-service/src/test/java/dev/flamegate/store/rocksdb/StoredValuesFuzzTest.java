package dev.flamegate.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import dev.flamegate.store.StoreException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that come back from a disk, with a checksum that is right: the first says of which kind they are. What is understood is written
 * again, and that is understood the same.
 */
class StoredValuesFuzzTest {
    private static final byte[] KEY = {0, 0, 0, 1};
    private static final int KINDS = 5;

    @MethodSource("seeds")
    @FuzzTest
    void areUnderstoodOrDamaged(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] value = new ByteWriter()
                .bytes(Arrays.copyOfRange(bytes, 1, bytes.length))
                .sealed(KEY);
        try {
            switch (Math.floorMod(bytes[0], KINDS)) {
                case 0 -> profile(value);
                case 1 -> functions(value);
                case 2 -> nodes(value);
                case 4 -> window(value);
                default -> {
                    SeriesDefinition series = SeriesDefinition.decode(reader(value));
                    assertThat(SeriesDefinition.decode(reader(series.encode(KEY))))
                            .isEqualTo(series);
                }
            }
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED);
            assertThat(e).hasMessageStartingWith("the place is damaged at byte ");
        }
        try {
            DayCounts counts = DayCounts.decode(reader(value));
            assertThat(DayCounts.decode(reader(counts.encode(KEY)))).isEqualTo(counts);
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED);
        }
    }

    private static void profile(byte[] value) {
        ByteReader in = reader(value);
        ProfileCodec.head(in);
        everyColumn(in);
    }

    private static void window(byte[] value) {
        ByteReader in = reader(value);
        WindowCodec.Head head = WindowCodec.head(in, 0);
        assertThat(head.lastNanos()).isGreaterThanOrEqualTo(head.firstNanos());
        everyColumn(in);
    }

    /** All columns, and what is written of them is read back. */
    private static void everyColumn(ByteReader in) {
        Stacks stacks = StackCodec.decodeAll(in, 2);
        ByteWriter written = new ByteWriter();
        StackCodec.encode(written, stacks);
        Stacks again = StackCodec.decodeAll(reader(written.sealed(KEY)), 2);
        assertThat(again.size()).isEqualTo(stacks.size());
        for (int i = 0; i < stacks.size(); i++) {
            assertThat(again.node(i)).isEqualTo(stacks.node(i));
        }
        assertThat(again.columns()).isDeepEqualTo(stacks.columns());
    }

    private static void functions(byte[] value) {
        CallTreeBuilder into = new CallTreeBuilder();
        DictionaryRuns.readFunctions(reader(value), into);
        CallTree tree = into.build();
        CallTreeBuilder again = new CallTreeBuilder();
        DictionaryRuns.readFunctions(reader(DictionaryRuns.functions(tree, 0, KEY)), again);
        for (int i = 0; i < Math.min(tree.functionCount(), DictionaryRuns.ENTRIES_MAX); i++) {
            assertThat(again.build().functionAt(i)).isEqualTo(tree.functionAt(i));
        }
    }

    private static void nodes(byte[] value) {
        CallTree tree = nodesOf(value, 1);
        CallTree again = nodesOf(DictionaryRuns.nodes(tree, 1, KEY), 1);
        for (int node = 1; node < again.nodeCount(); node++) {
            assertThat(tree.parent(node)).isLessThan(node).isEqualTo(again.parent(node));
            assertThat(again.function(node)).isEqualTo(tree.function(node));
        }
    }

    private static CallTree nodesOf(byte[] value, int functions) {
        CallTreeBuilder into = new CallTreeBuilder();
        for (int i = 0; i < functions; i++) {
            into.function(Function.of("f" + i, "", 0));
        }
        DictionaryRuns.readNodes(reader(value), into);
        return into.build();
    }

    private static ByteReader reader(byte[] value) {
        return new ByteReader(KEY, value, () -> "the place");
    }

    static Stream<Arguments> seeds() {
        CallTreeBuilder builder = new CallTreeBuilder();
        int function = builder.function(Function.of("main$1", "Main.java", 3));
        builder.child(builder.child(CallTree.ROOT, function, 7), function, 8);
        CallTree tree = builder.build();
        Stacks stacks = new Stacks(new int[] {1, 2}, new long[][] {{10, 20}, {0, -3}});
        byte[] profile = ProfileCodec.encode(Samples.oneStack("shop", "p", Samples.NOON, "main", "f"), stacks, KEY);
        byte[] series = SeriesDefinition.of(1, Samples.oneStack("shop", "p", Samples.NOON, "main", "f"))
                .encode(KEY);
        byte[] window = WindowCodec.encode(
                WindowCodec.Head.of(0, ProfileCodec.head(new ByteReader(KEY, profile, () -> "profile"))),
                stacks,
                Keys.window(1, 0));
        return Stream.of(
                        seed(0, profile),
                        seed(1, DictionaryRuns.functions(tree, 0, KEY)),
                        seed(2, DictionaryRuns.nodes(tree, 1, KEY)),
                        seed(3, series),
                        seed(4, window))
                .map(Arguments::arguments);
    }

    /** Without its checksum, which the test adds. */
    private static byte[] seed(int kind, byte[] sealed) {
        byte[] seed = new byte[1 + sealed.length - ByteWriter.CHECKSUM_BYTES];
        seed[0] = (byte) kind;
        System.arraycopy(sealed, 0, seed, 1, seed.length - 1);
        return seed;
    }
}

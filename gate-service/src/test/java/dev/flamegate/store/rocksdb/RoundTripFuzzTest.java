package dev.flamegate.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.FuzzedBody;
import dev.flamegate.ingest.pprof.PprofBytes;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever profile a body holds, the stored one has the same stacks with the same values. */
class RoundTripFuzzTest {
    private static final byte[] KEY = {7};
    private static final PprofFormat FORMAT =
            new PprofFormat(new PprofLimits(1 << 16, 1 << 10, 8, 1 << 10, 64, 1 << 10, 1 << 10));

    @MethodSource("seeds")
    @FuzzTest
    void whatIsReadBackIsWhatWasWritten(byte[] body) {
        for (Profile profile : FuzzedBody.read(FORMAT, body)) {
            CallTreeBuilder written = new CallTreeBuilder();
            Stacks stacks = Stacks.of(profile, new Dictionary(0, 0, written));
            CallTree tree = readBack(written.build());
            byte[] value = ProfileCodec.encode(profile, stacks, KEY);
            for (int type = 0; type < profile.sampleTypes().size(); type++) {
                ByteReader in = reader(value);
                assertThat(ProfileCodec.head(in).period()).isEqualTo(profile.period());
                StackCodec.Column column =
                        StackCodec.decode(in, profile.sampleTypes().size(), type);
                assertThat(stacks(tree, NodeVector.of(column.nodes(), column.values())))
                        .isEqualTo(stacks(profile.tree(), NodeVector.of(profile, type)));
            }
        }
    }

    private static CallTree readBack(CallTree tree) {
        CallTreeBuilder into = new CallTreeBuilder();
        DictionaryRuns.readFunctions(reader(DictionaryRuns.functions(tree, 0, KEY)), into);
        DictionaryRuns.readNodes(reader(DictionaryRuns.nodes(tree, 1, KEY)), into);
        return into.build();
    }

    private static ByteReader reader(byte[] value) {
        return new ByteReader(KEY, value, () -> "the value");
    }

    private static Map<List<String>, Long> stacks(CallTree tree, NodeVector vector) {
        Map<List<String>, Long> stacks = new HashMap<>();
        for (int i = 0; i < vector.size(); i++) {
            List<String> stack = new ArrayList<>();
            for (int node = vector.node(i); node != CallTree.ROOT; node = tree.parent(node)) {
                stack.add(tree.functionAt(tree.function(node)) + ":" + tree.line(node));
            }
            stacks.merge(stack, vector.value(i), Long::sum);
        }
        stacks.values().removeIf(value -> value == 0);
        return stacks;
    }

    static Stream<Arguments> seeds() {
        return Stream.of(PprofBytes.small().bytes(), PprofBytes.small().gzip()).map(Arguments::arguments);
    }
}

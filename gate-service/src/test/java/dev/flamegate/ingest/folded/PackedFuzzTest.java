package dev.flamegate.ingest.folded;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.FuzzedBody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The two binary forms of folded stacks. */
class PackedFuzzTest {
    private static final TrieFormat TRIE = new TrieFormat(FuzzedBody.LIMITS);
    private static final TreeFormat TREE = new TreeFormat(FuzzedBody.LIMITS);

    @MethodSource("seeds")
    @FuzzTest
    void isReadWithinItsLimitsOrRefused(byte[] body) {
        FuzzedBody.read(TRIE, body);
        FuzzedBody.read(TREE, body);
    }

    static Stream<Arguments> seeds() {
        return Stream.of(Packed.tree(), Packed.trie(), new byte[0]).map(Arguments::arguments);
    }
}

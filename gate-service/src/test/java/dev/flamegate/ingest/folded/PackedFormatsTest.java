package dev.flamegate.ingest.folded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormat;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.TestStacks;
import dev.flamegate.ingest.UntypedCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedFormatsTest {
    private static final long SEED = 20_240_229;
    private static final ReadLimits LIMITS = new ReadLimits(10_000, 50, 200, 100, 0);
    private static final Source PLAIN = new Source("up", UntypedCounts.of("alloc_space", 0));

    private final ProfileFormat tree = new TreeFormat(LIMITS);
    private final ProfileFormat trie = new TrieFormat(LIMITS);

    @Test
    void aTreeHasAFrameANode() {
        assertThat(TestStacks.of(tree.read(Packed.tree(), PLAIN).get(0)))
                .isEqualTo(Map.of("main", 1L, "main;work", 300L, "main;spin;deep", 5L, "other", 7L));
    }

    @Test
    void aTrieHasAPieceOfTextANode() {
        assertThat(TestStacks.of(trie.read(Packed.trie(), PLAIN).get(0)))
                .isEqualTo(Map.of("main;work", 3L, "main;worry", 5L, "main;worry;a", 400L));
    }

    @Test
    void linesCountOneEach() {
        byte[] body = "main;a b\nmain;a b\n\nmain\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(TestStacks.of(new LinesFormat(LIMITS).read(body, PLAIN).get(0)))
                .isEqualTo(Map.of("main;a b", 2L, "main", 1L));
    }

    @Test
    void emptyTreesHoldNothing() {
        assertThat(tree.read(new byte[0], PLAIN)).isEmpty();
        assertThat(trie.read(new Packed().node("", 0, 0).bytes(), PLAIN)).isEmpty();
    }

    @Test
    void everyTruncationIsRefused() {
        for (ProfileFormat format : List.of(tree, trie)) {
            byte[] whole = format == tree ? Packed.tree() : Packed.trie();
            for (int length = 1; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> format.read(cut, PLAIN)).isInstanceOf(MalformedProfileException.class);
            }
            assertThatThrownBy(() -> format.read(Arrays.copyOf(whole, whole.length + 1), PLAIN))
                    .hasMessageContaining("bytes behind the last node");
        }
    }

    @Test
    void depthIsBounded() {
        Packed deep = new Packed().node("", 0, 1);
        for (int i = 0; i < 300; i++) {
            deep.node("f", 0, 1);
        }
        byte[] body = deep.node("leaf", 1, 0).bytes();

        assertThatThrownBy(() -> tree.read(body, PLAIN)).hasMessageContaining("deeper than 50 frames");
        assertThatThrownBy(() -> trie.read(body, PLAIN)).hasMessageContaining("nested more than 200 deep");
    }

    @Test
    void damagedBytesAreRefusedOrRead() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = (round % 2 == 0 ? Packed.tree() : Packed.trie()).clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            try {
                (random.nextBoolean() ? tree : trie).read(body, PLAIN);
            } catch (MalformedProfileException e) {
                assertThat(e.position()).startsWith("byte ");
            } catch (RuntimeException e) {
                fail("body " + Arrays.toString(body), e);
            }
        }
    }
}

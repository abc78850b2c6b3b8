package dev.flamegate.ingest.pprof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.Function;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ValueType;
import org.junit.jupiter.api.Test;

/** What a valid profile becomes. */
class PprofFormatTest {

    @Test
    void everythingOfASmallProfileIsRead() {
        Profile profile = read(PprofBytes.small().bytes());

        assertThat(profile.sampleTypes())
                .containsExactly(new ValueType("samples", "count"), new ValueType("cpu", "nanoseconds"));
        assertThat(profile.type(1)).hasToString("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
        assertThat(profile.period()).isEqualTo(10);
        assertThat(profile.startNanos()).isEqualTo(1_700_000_000_000_000_000L);
        assertThat(profile.durationNanos()).isEqualTo(30_000_000_000L);
        assertThat(profile.labels()).isEqualTo(Labels.EMPTY);
        assertThat(profile.origin()).isEqualTo("a.pprof");
        assertThat(Stacks.of(profile))
                .containsExactlyInAnyOrder("main:11;work:22;spin:33 3 30", "main:11;work:22 4 40");
        assertThat(profile.tree().functionAt(0)).isEqualTo(Function.of("main", "shop.c", 10));
    }

    @Test
    void gzipIsToldByItsBytes() {
        assertThat(Stacks.of(read(PprofBytes.small().gzip())))
                .isEqualTo(Stacks.of(read(PprofBytes.small().bytes())));
    }

    @Test
    void repeatedNumbersMayBePackedOrNot() {
        byte[] mixed = tables().sampleUnpacked(new long[] {2, 1}, 1)
                .message(PprofTables.PROFILE_SAMPLE, out -> {
                    out.writeUInt64(1, 2);
                    out.writeByteArray(1, new byte[] {1});
                    out.writeByteArray(2, new byte[] {5});
                })
                .sample(new long[] {2, 1}, 10)
                .bytes();

        assertThat(Stacks.of(read(mixed))).containsExactly("main:1;work:2 16");
    }

    @Test
    void theFirstLineOfALocationIsTheInnermost() {
        byte[] inlined = new PprofBytes()
                .strings("", "cpu", "count", "main", "work", "spin")
                .sampleType(1, 2)
                .function(1, 3, 0, 0)
                .function(2, 4, 0, 0)
                .function(3, 5, 0, 0)
                .location(7, 0, 3, 33, 2, 22)
                .location(9, 0, 1, 11)
                .sample(new long[] {7, 9}, 1)
                .sample(new long[] {7, 9}, 2)
                .sample(new long[] {7, 7, 9}, 4)
                .bytes();

        assertThat(Stacks.of(read(inlined)))
                .containsExactly("main:11;work:22;spin:33 3", "main:11;work:22;spin:33;work:22;spin:33 4");
    }

    @Test
    void framesWithoutSymbolsAreCalledAfterTheirMapping() {
        byte[] bytes = new PprofBytes()
                .strings("", "cpu", "count", "/usr/lib/libc.so.6", "", "/", "dir/")
                .sampleType(1, 2)
                .mapping(1, 3)
                .mapping(2, 0)
                .mapping(3, 5)
                .mapping(4, 6)
                .function(1, 4, 0, 0)
                .location(1, 1)
                .location(2, 2)
                .location(3, 0)
                .location(4, 77)
                .location(5, 3)
                .location(6, 4)
                .location(7, 1, 1, 5)
                .sample(new long[] {1}, 1)
                .sample(new long[] {2}, 2)
                .sample(new long[] {3}, 4)
                .sample(new long[] {4}, 8)
                .sample(new long[] {5}, 16)
                .sample(new long[] {6}, 32)
                .sample(new long[] {7}, 64)
                .bytes();

        assertThat(Stacks.of(read(bytes)))
                .containsExactlyInAnyOrder(
                        "[libc.so.6]:0 1", "<unknown>:0 14", "[/]:0 16", "[dir]:0 32", "[libc.so.6]:5 64");
    }

    @Test
    void anEmptyStackKeepsItsValue() {
        Profile profile = read(tables().sample(new long[0], 7).bytes());

        assertThat(Stacks.of(profile)).containsExactly(" 7");
        assertThat(profile.total(0)).isEqualTo(7);
    }

    @Test
    void negativeValuesAreRead() {
        assertThat(read(tables().sampleUnpacked(new long[] {1}, -5).bytes()).total(0))
                .isEqualTo(-5);
    }

    @Test
    void aProfileWithoutSamplesIsValid() {
        assertThat(read(tables().bytes()).stackCount()).isZero();
    }

    @Test
    void idsNeedNotCount() {
        byte[] bytes = new PprofBytes()
                .strings("", "cpu", "count", "main")
                .sampleType(1, 2)
                .function(-1, 3, 0, 0)
                .location(1L << 40, 0, -1, 1)
                .location(5, 0, -1, 2)
                .sample(new long[] {5, 1L << 40}, 1)
                .bytes();

        assertThat(Stacks.of(read(bytes))).containsExactly("main:1;main:2 1");
    }

    @Test
    void linesOutOfRangeAreUnknown() {
        byte[] bytes = new PprofBytes()
                .strings("", "cpu", "count", "main")
                .sampleType(1, 2)
                .function(1, 3, 0, -1)
                .location(1, 0, 1, -7)
                .location(2, 0, 1, 1L << 31)
                .sample(new long[] {2, 1}, 1)
                .bytes();

        assertThat(Stacks.of(read(bytes))).containsExactly("main:0;main:0 1");
    }

    @Test
    void unknownFieldsAndLabelsAreSteppedOver() {
        byte[] bytes = tables().number(99, 5)
                .fields(out -> out.writeFixed64(98, 5))
                .fields(out -> out.writeFixed32(97, 5))
                .strings("unused")
                .string(new byte[] {(byte) 0xff})
                .message(PprofTables.PROFILE_SAMPLE, out -> {
                    out.writeUInt64(1, 1);
                    out.writeInt64(2, 3);
                    out.writeByteArray(3, new byte[] {8, 5, 16, 6});
                })
                .bytes();

        assertThat(Stacks.of(read(bytes))).containsExactly("main:1 3");
    }

    @Test
    void headsOfPprofMatchAndOthersDoNot() {
        PprofFormat format = new PprofFormat(PprofLimits.DEFAULT);

        assertThat(format.matches(PprofBytes.small().gzip())).isTrue();
        assertThat(format.matches(PprofBytes.small().bytes())).isTrue();
        assertThat(format.matches(tables().bytes())).isTrue();
        assertThat(format.matches(new byte[0])).isFalse();
        assertThat(format.matches("2024-01-01 listening".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(format.matches(new byte[] {'F', 'L', 'R', 0, 0, 2})).isFalse();
        assertThat(format.matches(new byte[] {0x0a, 20, 0x0a, 18, 0x0a, 16})).isFalse();
    }

    private static PprofBytes tables() {
        return new PprofBytes()
                .strings("", "cpu", "count", "main", "work")
                .sampleType(1, 2)
                .function(1, 3, 0, 0)
                .function(2, 4, 0, 0)
                .location(1, 0, 1, 1)
                .location(2, 0, 2, 2);
    }

    private static Profile read(byte[] bytes) {
        return new PprofFormat(PprofLimits.DEFAULT).read(bytes, "a.pprof");
    }
}

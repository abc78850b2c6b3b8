package dev.flamegate.ingest.folded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.TestStacks;
import dev.flamegate.ingest.UntypedCounts;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PerfScriptFormatTest {
    private static final PerfScriptFormat FORMAT = new PerfScriptFormat(new ReadLimits(1 << 16, 10, 1000, 200, 0));
    private static final Source SAMPLES = new Source("up", UntypedCounts.of("cpu", 0));
    private static final String SCRIPT = """
            # captured on : a day
            shop 4711/4712 [001] 12345.678901:   10101010 cpu-clock:pppH:\s
            \t    5581a2b3c4d5 operator new(unsigned long)+0x1c (/usr/lib/libstdc++.so.6)
            \t    5581a2b3c4d6 work (/opt/my shop/bin/shop)
            \t    5581a2b3c4d7 main+0x10 (/opt/my shop/bin/shop)

            shop 4711/4712 [001] 12345.688901:   10101010 cpu-clock:pppH:\s
            \tffffffff81000000 do_syscall_64+0x5b ([kernel.kallsyms])
            \t    7f0000000000 [unknown] (/usr/lib/libc.so.6)
            \t               0 [unknown] ([unknown])

            http worker 99 12345.698901: cycles:\s
            \t    5581a2b3c4d6 work+0x3 (/opt/shop)
            """;

    @Test
    void aSampleIsALineAndItsFramesLeafFirst() {
        assertThat(TestStacks.of(FORMAT.read(SCRIPT.getBytes(UTF_8), SAMPLES).get(0)))
                .isEqualTo(Map.of(
                        "shop;main;work;operator new(unsigned long)",
                        1L,
                        "shop;[unknown];[libc.so.6];do_syscall_64",
                        1L,
                        "http worker;work",
                        1L));
    }

    @Test
    void samplesWithoutFramesSayNothing() {
        assertThat(FORMAT.read("shop 1 2.3: 1 cycles: \n\nshop 1 2.4: 1 cycles: \n".getBytes(UTF_8), SAMPLES))
                .isEmpty();
    }

    @Test
    void itIsToldByASampleWithAFrame() {
        assertThat(FORMAT.matches(SCRIPT.getBytes(UTF_8))).isTrue();
        assertThat(FORMAT.matches("main;work 3\n".getBytes(UTF_8))).isFalse();
        assertThat(FORMAT.matches("2026-11-21 10:00:01.5: an error\n  at x\n".getBytes(UTF_8)))
                .isFalse();
        assertThat(new FoldedFormat(ReadLimits.DEFAULT).matches(SCRIPT.getBytes(UTF_8)))
                .isFalse();
    }

    @Test
    void otherLinesAreRefusedWithTheirNumber() {
        String bad = SCRIPT + "\nwhat is this\n";
        assertThatThrownBy(() -> FORMAT.read(bad.getBytes(UTF_8), SAMPLES))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessage("up: line 15: is neither a sample nor a frame of perf script");
        assertThatThrownBy(() -> FORMAT.read("a 1 2.3: x \n  nothing (\n".getBytes(UTF_8), SAMPLES))
                .hasMessageStartingWith("up: line 2: is no frame");
        String deep = "a 1 2.3: x \n" + "\tff f (x)\n".repeat(11);
        assertThatThrownBy(() -> FORMAT.read(deep.getBytes(UTF_8), SAMPLES)).hasMessageContaining("deeper than 10");
    }

    @Test
    void damagedTextIsRefusedOrRead() {
        byte[] whole = SCRIPT.getBytes(UTF_8);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] body = whole.clone();
            body[bit / 8] ^= (byte) (1 << bit % 8);
            onlyMalformedProfileExceptionEscapes(body);
            onlyMalformedProfileExceptionEscapes(Arrays.copyOf(whole, bit / 8));
        }
    }

    private static void onlyMalformedProfileExceptionEscapes(byte[] body) {
        FORMAT.matches(body);
        try {
            FORMAT.read(body, SAMPLES);
        } catch (MalformedProfileException expected) {
            expected.rule();
        }
    }
}

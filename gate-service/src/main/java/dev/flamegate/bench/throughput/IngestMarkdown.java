package dev.flamegate.bench.throughput;

import dev.flamegate.bench.throughput.IngestResults.Input;
import dev.flamegate.bench.throughput.IngestResults.Measured;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The results as tables, one row a workload. */
public final class IngestMarkdown {
    private final StringBuilder out = new StringBuilder();
    private final IngestResults results;

    private IngestMarkdown(IngestResults results) {
        this.results = results;
    }

    public static String write(IngestResults results) {
        return new IngestMarkdown(results).document();
    }

    private String document() {
        line("# Speed of taking profiles in");
        line("");
        line(
                "Written by `./flamegate bench ingest --out gate-service/docs`; do not edit. Every input has a service and an empty store"
                        + " of its own, and is warmed up first; after that the names and stacks are known to the store, as they are in a"
                        + " service that has run for a while.");
        line("");
        line("Measured " + results.measuredAt() + " by `flamegate bench ingest` " + results.toolVersion() + " on "
                + results.processors() + " processors, which service, clients and whatever else runs share; "
                + results.java()
                + "; load average before it " + number(results.loadAverage()) + "; the disk takes "
                + number(results.syncMillis()) + " ms to make 4 KB durable.");
        input();
        load();
        stages();
        peers();
        goal();
        return out.toString();
    }

    private void input() {
        line("");
        line("## What was sent");
        line("");
        head("input", "made of", "bodies", "KB", "KB inside", "profiles", "stacks", "call paths", "functions");
        for (Measured one : results.workloads()) {
            Input input = one.input();
            row(
                    input.name(),
                    input.made(),
                    input.bodies() + "",
                    number(input.bytes() / 1e3),
                    number(input.contentBytes() / 1e3),
                    input.profilesInABody() + "",
                    input.stacks() + "",
                    input.callPaths() + "",
                    input.functions() + "");
        }
    }

    private void load() {
        line("");
        line("## Over HTTP, acknowledged and durable");
        line("");
        line(
                "Each answer of 200 comes after the disk has the profile. No limit of the service is in the way: profiles a second"
                        + " are not limited, and the series (2 versions of 50 pods) are far fewer than those allowed."
                        + " Profiles carry the time at which sending began, as those of live clients do, so sums of windows are not made"
                        + " meanwhile: what those cost stands below.");
        line("");
        head(
                "input",
                "bodies/s",
                "MB/s",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "refused",
                "syncs/s",
                "server CPU µs",
                "client CPU µs");
        each(one -> {
            LoadFigures load = one.load();
            return new String[] {
                number(load.profilesPerSecond()),
                number(load.megabytesPerSecond()),
                number(load.millisMedian()),
                number(load.millis95()),
                number(load.millis99()),
                load.refused() + "",
                number(load.syncsPerSecond()),
                optional(load.serverCpuMicros()),
                number(load.clientCpuMicros())
            };
        });
    }

    private void stages() {
        line("");
        line("## Where the time goes");
        line("");
        line(
                "Microseconds a body, each stage alone in one thread over the same bytes, lower quartile of rounds. HTTP is what is left of the"
                        + " service's CPU time. The sync is time on the clock, shared by as many bodies as shared a write under load."
                        + " Windows are what adding a profile to the sums of its windows costs once these are over: CPU time, of a series with "
                        + StageTimes.HOUR + " profiles an hour.");
        line("");
        head(
                "input",
                "gunzip",
                "decode",
                "intern",
                "encode",
                "HTTP and rest",
                "sync",
                "shares a sync",
                "windows, later");
        each(one -> {
            StageTimes stages = one.stages();
            Double cpu = one.load().serverCpuMicros();
            return new String[] {
                share(stages.gunzip(), cpu),
                share(stages.decode(), cpu),
                share(stages.intern(), cpu),
                share(stages.encode(), cpu),
                cpu == null ? "-" : share(Math.max(0, cpu - stages.computing()), cpu),
                number(stages.sync()),
                stages.group() + "",
                number(stages.rollUp())
            };
        });
    }

    private void peers() {
        line("");
        line("## Beside the least, and beside others");
        line("");
        line(
                "The least is decompressing with `java.util.zip` into a buffer that is there, and stepping over the outermost fields of"
                        + " the message. `go tool pprof -proto` is a process a file, or one for all files, which it merges.");
        line("");
        head(
                "input",
                "gunzip µs",
                "and skip µs",
                "stages / least",
                "server CPU / least",
                "go, one file ms",
                "go, a file of many ms",
                "JDK's reader ms",
                "ours in one thread ms");
        each(one -> new String[] {
            optional(one.stages().bareGunzip()),
            optional(one.stages().bareSkip()),
            optional(one.stageRatio()),
            optional(one.serverRatio()),
            optional(one.peers().goAlone()),
            optional(one.peers().goTogether()),
            optional(one.peers().jdk()),
            number(one.stages().computing() / 1e3)
        });
    }

    private void goal() {
        line("");
        line("## The goal");
        line("");
        line("2000 typical Go profiles (5 to 10 KB) a second on two cores, below 3 times the least.");
        for (Measured one : results.workloads()) {
            if (one.input().name().equals(Workloads.TYPICAL)) {
                line("This run: " + number(one.load().profilesPerSecond()) + " a second, and "
                        + optional(one.serverRatio()) + " times the least with HTTP and disk, "
                        + optional(one.stageRatio())
                        + " times without.");
            }
        }
    }

    private void each(Function<Measured, String[]> cells) {
        for (Measured one : results.workloads()) {
            String[] values = cells.apply(one);
            String[] all = new String[values.length + 1];
            all[0] = one.input().name();
            System.arraycopy(values, 0, all, 1, values.length);
            row(all);
        }
    }

    private void head(String... names) {
        row(names);
        line("|---|" + "--:|".repeat(names.length - 1));
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String share(double micros, @Nullable Double of) {
        return number(micros)
                + (of == null || of == 0 ? "" : String.format(Locale.ROOT, " (%.0f %%)", 100 * micros / of));
    }

    private static String optional(@Nullable Double value) {
        return value == null ? "-" : number(value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}

package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The runtime's own work, told by the names of the functions it begins in: compiling, collecting garbage, loading classes, profiling.
 * What lies below such a function is of its kind. Names are those of HotSpot, Go, V8, .NET, CPython, Ruby, and of the profilers' own code.
 */
final class RuntimeWork {

    /** Kinds of it, as the report names them. */
    enum Kind {
        COMPILER(
                "the just-in-time compiler",
                "Let the pods warm up, or look for code that is compiled again and again.",
                "(CompileBroker|C2Compiler|C1_?Compiler|CompilationPolicy|JVMCICompiler|Compilation|Compile)::"
                        + "|jdk[/.]vm[/.]ci[/.]",
                "[ .](CompileBroker|C2Compiler|C1_?Compiler|CompilationPolicy|JVMCICompiler|Compilation|Compile)::"
                        + "|v8::internal::(compiler|maglev|baseline)::|libclrjit\\.so"),
        COLLECTOR(
                "the garbage collector",
                "Look at allocations: ask with --type alloc_space, and see what allocates more.",
                "(G1[A-Z]\\w*|PS\\w*|GenCollectedHeap|SerialHeap|DefNewGeneration|TenuredGeneration|ParallelScavengeHeap"
                        + "|GenMarkSweep|Shenandoah\\w+|ZCollector|ZDriver\\w*|ZGeneration\\w*|ZMark|ZRelocate|GangWorker|GCTaskThread"
                        + "|VM_GenCollect\\w*|VM_Parallel\\w*|VM_G1\\w*|VM_CollectForAllocation)::"
                        + "|runtime\\.(gcBgMarkWorker|bgsweep|bgscavenge|gcAssistAlloc|gcStart|gcDrain)"
                        + "|\\(garbage collect(or|ion)\\)$|(WKS|SVR)::gc_heap|gc_collect_main$|gc_start$"),
        CLASS_LOADER(
                "class loading",
                "Let the pods warm up, or look for code that makes classes while it serves.",
                "SystemDictionary::|java[/.]lang[/.]ClassLoader\\.loadClass|jdk[/.]internal[/.]loader[/.]"),
        PROFILER(
                "the profiler itself",
                "Profile both versions with the same profiler and the same settings.",
                "one[/.]profiler[/.]|(Profiler|PerfEvents|ITimer|CTimer|WallClock)::|runtime[/.]pprof\\.|runtime\\.sigprof"
                        + "|jdk[/.]jfr[/.]|Jfr[A-Z]\\w*::|io[/.]pyroscope[/.]|github\\.com[/.]grafana[/.]pyroscope-go");

        private final String words;
        private final String remedy;
        private final Pattern begins;
        private final Pattern has;

        Kind(String words, String remedy, String begins) {
            this(words, remedy, begins, "(?!)");
        }

        Kind(String words, String remedy, String begins, String has) {
            this.words = words;
            this.remedy = remedy;
            this.begins = Pattern.compile(begins);
            this.has = Pattern.compile(has);
        }

        /** Most names are told by how they begin, which is quick; only native ones are searched. */
        private boolean isOf(String function) {
            return begins.matcher(function).lookingAt()
                    || (isNative(function) && has.matcher(function).find());
        }

        private static boolean isNative(String function) {
            return function.contains("::") || function.contains(".so");
        }

        String words() {
            return words;
        }

        String remedy() {
            return remedy;
        }
    }

    /** How much of a row's samples must be of a kind for the row to be. */
    private static final double MOST = 0.9;

    private final MergedTree merged;
    private final double[] samples;
    private final @Nullable Kind[] kinds;

    RuntimeWork(MergedTree merged) {
        this.merged = merged;
        this.samples = merged.meanShares();
        CallTree tree = merged.tree();
        @Nullable Kind[] ofFunction = new Kind[tree.functionCount()];
        Arrays.setAll(ofFunction, function -> kind(merged.name(function)).orElse(null));
        this.kinds = new Kind[tree.nodeCount()];
        for (int node = 1; node < kinds.length; node++) {
            Kind above = kinds[tree.parent(node)];
            kinds[node] = above != null ? above : ofFunction[tree.function(node)];
        }
    }

    static Optional<Kind> kind(String function) {
        return Arrays.stream(Kind.values()).filter(kind -> kind.isOf(function)).findFirst();
    }

    /** The kind that has most of the row's samples, if nearly all of them are the runtime's own work. */
    Optional<Kind> of(TestedRow row) {
        BitSet nodes = merged.nodes(row);
        double[] ofKind = new double[Kind.values().length];
        double all = 0;
        for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
            Kind kind = kinds[node];
            all += samples[node];
            if (kind != null) {
                ofKind[kind.ordinal()] += samples[node];
            }
        }
        double own = Arrays.stream(ofKind).sum();
        return own > 0 && own >= MOST * all
                ? List.of(Kind.values()).stream()
                        .max((a, b) -> Double.compare(ofKind[a.ordinal()], ofKind[b.ordinal()]))
                : Optional.empty();
    }
}

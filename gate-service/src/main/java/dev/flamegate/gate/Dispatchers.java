package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds entry points from the shape of the tree. What a request passes on its way to its handler is a dispatcher: it spends nothing
 * itself and passes nearly everything on. The first frame on a path that is no dispatcher is the entry point.
 *
 * <p>The root is a dispatcher, unless nearly all it calls comes down to one function each. A frame of a platform (runtime, standard library, server) is one if the program's own code does at
 * least half of the work below it: thus a server's thread is looked through and a collector's thread is an entry point itself. A
 * frame of the program is one if it holds 80 % of the program's work below the dispatcher that calls it, and if what it calls looks
 * like handlers: most of its callees do not come down to one function. A program with one handler has its parts taken for entry
 * points; a pattern in the policy, or {@code off}, corrects that.
 */
final class Dispatchers {
    private static final double OWN_WORK_MAX = 0.05;
    private static final double PROGRAM_MIN = 0.5;
    private static final double DOMINANT_MIN = 0.8;
    private static final double ONE_FUNCTION_MAX = 0.75;
    private static final double HANDLERS_MIN = 2.0 / 3;

    /** Threads of the collector and the compiler, which often come down to one function, stand beside the program's. */
    private static final double HANDLERS_BELOW_ROOT_MIN = 0.25;

    /** JVM and class library, JVM and C threads, Go runtime and library, and the servers most programs stand on. */
    private static final Pattern PLATFORM = Pattern.compile("^(?:"
            + "(?:java|javax|jdk|sun|com[./]sun|kotlin|kotlinx|scala)[./]"
            + "|(?:io[./](?:netty|undertow|grpc|vertx|javalin|micronaut)|jakarta|reactor|akka"
            + "|org[./](?:apache[./](?:catalina|coyote|tomcat)|eclipse[./]jetty|springframework|glassfish))[./]"
            + "|(?:Java|Compiler|VM|Watcher|G1|Worker|Gang)?(?:Thread|Worker)::"
            + "|(?:start_thread|thread_native_entry|thread_start|__?clone3?|clone3?|_start|__libc_start\\w*)\\b"
            + "|(?:runtime|net/http|net/rpc|internal/\\w+|sync|syscall|testing|google\\.golang\\.org/grpc)(?:[./(])"
            + "|github\\.com/(?:gin-gonic|labstack|gorilla|go-chi|gofiber|valyala)/)");

    private final MergedTree merged;
    private final double[] self;
    private final double[] total;
    private final boolean[] platform;
    private final double[] program;

    Dispatchers(MergedTree merged) {
        this.merged = merged;
        this.self = merged.meanShares();
        this.total = merged.totals(self);
        this.platform = platform(merged);
        this.program = program(merged.tree(), total);
    }

    private static boolean[] platform(MergedTree merged) {
        boolean[] platform = new boolean[merged.tree().functionCount()];
        for (int function = 0; function < platform.length; function++) {
            platform[function] = PLATFORM.matcher(merged.name(function)).find();
        }
        return platform;
    }

    /** Per node the samples below it that pass a frame of the program, the node itself included. */
    private double[] program(CallTree tree, double[] total) {
        double[] sums = new double[tree.nodeCount()];
        for (int node = tree.nodeCount() - 1; node > 0; node--) {
            if (!isPlatform(node)) {
                sums[node] = total[node];
            }
            sums[tree.parent(node)] += sums[node];
        }
        return sums;
    }

    private boolean isPlatform(int node) {
        return platform[merged.tree().function(node)];
    }

    /** Per node the function of the entry point it is below, -1 above all of them. */
    int[] entryFunctions() {
        CallTree tree = merged.tree();
        boolean[] dispatcher = new boolean[tree.nodeCount()];
        int[] entry = new int[tree.nodeCount()];
        dispatcher[CallTree.ROOT] = callsHandlers(CallTree.ROOT, HANDLERS_BELOW_ROOT_MIN);
        entry[CallTree.ROOT] = -1;
        for (int node = 1; node < entry.length; node++) {
            int parent = tree.parent(node);
            dispatcher[node] = dispatcher[parent] && isDispatcher(node, parent);
            if (dispatcher[node]) {
                entry[node] = -1;
            } else {
                entry[node] = dispatcher[parent] ? tree.function(node) : entry[parent];
            }
        }
        return entry;
    }

    private boolean isDispatcher(int node, int parent) {
        if (total[node] == 0 || self[node] > OWN_WORK_MAX * total[node]) {
            return false;
        }
        return isPlatform(node)
                ? program[node] >= PROGRAM_MIN * total[node]
                : program[node] >= DOMINANT_MIN * program[parent] && callsHandlers(node, HANDLERS_MIN);
    }

    private boolean callsHandlers(int dispatcher, double least) {
        double handlers = 0;
        double all = 0;
        for (Map<Integer, Double> ofCallee : selfOfCallees(dispatcher).values()) {
            double sum =
                    ofCallee.values().stream().mapToDouble(Double::doubleValue).sum();
            double largest = ofCallee.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0);
            all += sum;
            handlers += largest < ONE_FUNCTION_MAX * sum ? sum : 0;
        }
        return handlers >= least * all;
    }

    /** Per callee of the node: the self shares of the functions below it. */
    private Map<Integer, Map<Integer, Double>> selfOfCallees(int caller) {
        CallTree tree = merged.tree();
        int[] calleeOf = new int[tree.nodeCount()];
        Map<Integer, Map<Integer, Double>> selfOf = new HashMap<>();
        for (int node = caller + 1; node < calleeOf.length; node++) {
            int parent = tree.parent(node);
            calleeOf[node] = parent == caller ? node : calleeOf[parent];
            if (calleeOf[node] != 0 && self[node] > 0) {
                selfOf.computeIfAbsent(calleeOf[node], any -> new HashMap<>())
                        .merge(tree.function(node), self[node], Double::sum);
            }
        }
        return selfOf;
    }
}

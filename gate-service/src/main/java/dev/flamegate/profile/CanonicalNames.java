package dev.flamegate.profile;

import java.util.regex.Pattern;

/**
 * Takes out of a function's name what changes when nothing changed: numbers of lambdas, hidden classes and generated accessors of
 * the JVM, instantiations of Go generics, hashes of Rust symbols, clones of C compilers, addresses. Two builds of one source then have
 * one name.
 *
 * <p>The rules are numbered as a whole by {@link #RULES_VERSION}, which is stored with the data: a change of a rule is a new number.
 * They are applied until none changes anything, which makes the outcome idempotent. The numbers inside Go closures ({@code
 * main.run.func2}) stay: they are the closure's only name, and they move only with the source.
 */
public final class CanonicalNames {

    public static final int RULES_VERSION = 2;

    /** A rule looks for its hint before its pattern: most names have neither, and looking for plain text is cheap. */
    private record Rule(String hint, Pattern pattern, String replacement) {
        String apply(String name) {
            return name.contains(hint) ? pattern.matcher(name).replaceAll(replacement) : name;
        }
    }

    /** Names of hidden classes end in an address since JDK 15, in a decimal hash code before, in both where a heap is asked. */
    private static final String HIDDEN_CLASS = "(?:[/.+]0x[0-9a-fA-F]+(?:/\\d+)?|/\\d+)";

    /** Behind a symbol stands nothing, a profiler's mark ({@code _[k]}) or a module ({@code \t[nf_conntrack]}). */
    private static final String SYMBOL_END = "(?=$|_\\[|\\s)";

    private static final Rule[] RULES = {
        // JVM: Shop$$Lambda$12/0x00007f.., Shop$$Lambda$5.0x00007f.. , Shop$$Lambda/0x.., Shop$$Lambda+0x..,
        // Shop$$Lambda$12/84739
        rule("$$Lambda", "\\$\\$Lambda(?:\\$\\d+)?" + HIDDEN_CLASS + "?", "\\$\\$Lambda"),
        // JVM: javac numbers the lambda bodies of a class from the top, so one more lambda renames all below it
        rule("lambda$", "lambda\\$([^.$]{1,255}(?:\\$[^.$\\d][^.$]{0,255}){0,9})(?:\\$\\d+)+", "lambda\\$$1"),
        // JVM: LambdaForm$MH/0x.., LambdaForm$DMH.0x..
        rule("LambdaForm$", "LambdaForm\\$([A-Z]+)(?:\\$\\d+)?" + HIDDEN_CLASS, "LambdaForm\\$$1"),
        // JVM: any hidden class
        rule("0x", "([\\w$])[/.+]0x[0-9a-fA-F]{6,}", "$1"),
        // JVM: how a frame ran when it was sampled (compiled, inlined, interpreted, C1) is no part of its name
        rule("_[", "_\\[[ji01]\\]$", ""),
        // Android: the compiler numbers the lambdas of a class from the top
        rule("SyntheticLambda", "(\\$\\$ExternalSyntheticLambda)\\d+", "$1"),
        rule("Accessor", "(Generated(?:Method|Constructor|SerializationConstructor)Accessor)\\d+", "$1"),
        rule("$Proxy", "\\$Proxy\\d+", "\\$Proxy"),
        rule("$Proxy", "\\bjdk([./])proxy\\d+(?=[./]\\$Proxy)", "jdk$1proxy"),
        rule("$$", "(\\$\\$(?:EnhancerBy\\w+|FastClassBy\\w+|KeyFactoryBy\\w+|SpringCGLIB))\\$\\$[0-9a-f]+", "$1"),
        // JVM: classes of ByteBuddy, Mockito, Hibernate and Javassist have random names
        rule(
                "$",
                "(\\$(?:ByteBuddy|MockitoMock|HibernateProxy|HibernateBasicProxy|auxiliary))\\$[A-Za-z0-9]{6,12}(?![A-Za-z0-9])",
                "$1"),
        rule("_$$_jvst", "_\\$\\$_jvst[0-9a-f]{2,4}_[0-9a-f]+", "_\\$\\$_jvst"),
        // Rust: legacy mangling ends in ::h and 16 hexadecimal digits, the newer one marks crates:
        // core[1a2b3c4d5e6f7a8b]::
        rule("::h", "::h[0-9a-f]{16}" + SYMBOL_END, ""),
        rule("]::", "(\\w)\\[[0-9a-f]{8,16}\\](?=::)", "$1"),
        // The same where nobody demangled
        rule("17h", "(?<=^_ZN.{1,4000})17h[0-9a-f]{16}E" + SYMBOL_END, "E"),
        rule("_R", "(?<=^_R.{0,4000}C)s[0-9A-Za-z]{0,12}_(?=\\d)", ""),
        // C++: a library's version as a tag of its functions
        rule("[abi:", "\\[abi:\\w+\\]", ""),
        // C and C++: clones made by the optimiser; packages may be called part or llvm, so these stand at the end with
        // a number
        rule(".isra.", "\\.isra\\.\\d+(?=$|[._\\s])", ""),
        rule(".constprop.", "\\.constprop\\.\\d+(?=$|[._\\s])", ""),
        rule(".part.", "\\.part\\.\\d+(?=$|[._\\s])", ""),
        rule(".lto_priv.", "\\.lto_priv\\.\\d+(?=$|[._\\s])", ""),
        rule(".llvm.", "\\.llvm\\.\\d+" + SYMBOL_END, ""),
        rule(".cold.", "(?:\\.cold\\.\\d+)+" + SYMBOL_END, ""),
        rule(".cold", "\\.cold(?<=^[^./]{1,255}\\.cold)" + SYMBOL_END, ""),
        rule(" [clone .", " \\[clone \\.[^\\]]*\\]", ""),
        // perf: where in a symbol or library a sample was
        rule("+0x", "(?<=[\\w)\\]])\\+0x[0-9a-fA-F]{1,16}$", ""),
        // Python, Ruby, Node: folders that a build makes up, and the hash of a bundle's content
        rule("/tmp/", "(^|[ :(])(/(?:private/)?(?:var/)?tmp/)(?!_/)[^/\\s:]+/", "$1$2_/"),
        rule("js", "[.-](?=[0-9a-f]{0,63}\\d)[0-9a-f]{8,64}(?=\\.[cm]?js\\b)", ""),
        // Node: Pyroscope's client writes path:function:line, and lines move; what has no name keeps its line
        rule(":", "(\\.[cm]?[jt]sx?:[^:(]{1,255}):\\d+$", "$1"),
    };

    private static final String GO_SHAPE = "[go.shape";

    /** A frame that has no symbol: only its address. Eight letters may be a word. */
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{4,16}|(?=\\D*\\d)[0-9a-fA-F]{8,16}");

    private static final int ADDRESS_CHARS_MAX = 18;

    private static final int NAME_CHARS_MAX = 1024;

    private CanonicalNames() {}

    /** Never empty for a non-empty name; idempotent. A name of more than 1024 characters is left as it is: no rule is worth its time. */
    public static String canonical(String raw) {
        if (raw.length() > NAME_CHARS_MAX) {
            return raw;
        }
        String name = raw;
        String before;
        do {
            before = name;
            name = once(before);
        } while (!name.isEmpty() && !name.equals(before));
        return name.isEmpty() ? before : name;
    }

    private static String once(String name) {
        if (name.length() <= ADDRESS_CHARS_MAX && ADDRESS.matcher(name).matches()) {
            return "<unknown>";
        }
        String result = name;
        for (Rule rule : RULES) {
            result = rule.apply(result);
        }
        return withoutGoShape(result);
    }

    /** Go: instantiations differ in the shapes inside the brackets, which nest; the runtime already writes {@code [...]}. */
    private static String withoutGoShape(String name) {
        int start = name.indexOf(GO_SHAPE);
        if (start < 0) {
            return name;
        }
        int depth = 0;
        for (int i = start; i < name.length(); i++) {
            char c = name.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (depth == 0) {
                return name.substring(0, start) + "[...]" + withoutGoShape(name.substring(i + 1));
            }
        }
        return name;
    }

    private static Rule rule(String hint, String pattern, String replacement) {
        return new Rule(hint, Pattern.compile(pattern), replacement);
    }
}

package dev.flamegate.profile;

import java.util.regex.Pattern;

/**
 * Takes out of a function's name what changes when nothing changed: numbers of lambdas, hidden classes and generated accessors of
 * the JVM, instantiations of Go generics, hashes of Rust symbols, addresses. Two builds of one source then have one name.
 *
 * <p>The rules are numbered as a whole by {@link #RULES_VERSION}, which is stored with the data: a change of a rule is a new number.
 * The numbers inside Go closures ({@code main.run.func2}) stay: they are the closure's only name, and they move only with the source.
 */
public final class CanonicalNames {

    public static final int RULES_VERSION = 1;

    private record Rule(String hint, Pattern pattern, String replacement) {
        String apply(String name) {
            return name.contains(hint) ? pattern.matcher(name).replaceAll(replacement) : name;
        }
    }

    private static final Rule[] RULES = {
        // JVM: Shop$$Lambda$12/0x00007f.., Shop$$Lambda$5.0x00007f.. , Shop$$Lambda/0x.., Shop$$Lambda+0x..
        rule("$$Lambda", "\\$\\$Lambda(\\$\\d+)?([/.+](0x)?[0-9a-fA-F]+)?", "\\$\\$Lambda"),
        // JVM: javac numbers the lambda bodies of a class from the top, so one more lambda renames all below it
        rule("lambda$", "lambda\\$([^.$]+)\\$\\d+", "lambda\\$$1"),
        // JVM: LambdaForm$MH/0x.., LambdaForm$DMH.0x.., any hidden class
        rule("LambdaForm$", "LambdaForm\\$([A-Z]+)(\\$\\d+)?[/.+](0x)?[0-9a-fA-F]+", "LambdaForm\\$$1"),
        rule("0x", "([\\w$])[/.+]0x[0-9a-fA-F]{6,}", "$1"),
        rule("Accessor", "(Generated(?:Method|Constructor|SerializationConstructor)Accessor)\\d+", "$1"),
        rule("$Proxy", "\\$Proxy\\d+", "\\$Proxy"),
        rule("$$", "(\\$\\$(?:EnhancerBy\\w+|FastClassBy\\w+|SpringCGLIB))\\$\\$[0-9a-f]+", "$1"),
        // Go: instantiations differ in the shapes inside the brackets; the pprof form is already [...]
        rule("[go.shape", "\\[go\\.shape[^\\]]*(?:\\[[^\\]]*\\][^\\]]*)*\\]", "[...]"),
        // Rust: legacy mangling ends in ::h and 16 hexadecimal digits
        rule("::h", "::h[0-9a-f]{16}$", ""),
        // C and C++: clones made by the optimiser
        rule(".", "\\.(?:isra|part|constprop|cold|llvm)(?:\\.\\d+)*(?=$|\\.)", ""),
    };

    /** A frame that has no symbol: only its address. */
    private static final Pattern ADDRESS = Pattern.compile("(?:0x)?[0-9a-fA-F]{8,16}");

    private CanonicalNames() {}

    /** Never empty for a non-empty name; idempotent. */
    public static String canonical(String raw) {
        if (ADDRESS.matcher(raw).matches()) {
            return "<unknown>";
        }
        String name = raw;
        for (Rule rule : RULES) {
            name = rule.apply(name);
        }
        return name.isEmpty() ? raw : name;
    }

    private static Rule rule(String hint, String pattern, String replacement) {
        return new Rule(hint, Pattern.compile(pattern), replacement);
    }
}

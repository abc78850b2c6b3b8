package dev.flamegate.ingest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Says what bytes are that are no profile. What arrives in place of profiles is mostly an error page, a log line or another format, and
 * an error that names it saves its reader a look at the file.
 */
public final class LooksLike {
    private static final int HEAD_BYTES = 512;
    private static final int QUOTED_CHARS = 80;

    private static final Pattern HTML =
            Pattern.compile("(?is)\\s*(<!--.*?-->\\s*)?<(!doctype html|html|head|body)\\b.*");
    private static final Pattern XML = Pattern.compile("(?s)\\s*<(\\?xml|[A-Za-z][\\w:-]*[\\s>/]).*");
    private static final Pattern JSON = Pattern.compile("(?s)\\s*(\\{\\s*[\"}]|\\[\\s*[\\[{\"\\d\\]]).*");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{40,}[A-Za-z0-9+/_=\\s-]*");
    private static final Pattern GO_TEXT =
            Pattern.compile("(?s)(heap|goroutine|threadcreate|allocs) profile: .*|--- \\w+ .*");

    private static final Pattern TRACE_EVENT = Pattern.compile("\"ph\"\\s*:\\s*\"[A-Za-z]\"");
    private static final Pattern CALLGRIND = Pattern.compile("(?m)^# callgrind format$|^events: ");
    private static final String EXPORT = "export it as pprof, speedscope or folded stacks";

    /** Words of 32 or 64 bits, of either order of bytes: no samples, and three words more in the header. */
    private static final List<String> GPERFTOOLS = List.of(
            "\0\0\0\0" + "\3\0\0\0",
            "\0\0\0\0" + "\0\0\0\3",
            "\0\0\0\0\0\0\0\0" + "\3\0\0\0\0\0\0\0",
            "\0\0\0\0\0\0\0\0" + "\0\0\0\0\0\0\0\3");

    private LooksLike() {}

    /** Whether the head is printable text: a binary format has control characters among its first bytes. */
    public static boolean isText(byte[] body) {
        int end = Math.min(body.length, HEAD_BYTES);
        for (int i = 0; i < end; i++) {
            byte b = body[i];
            if ((b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') || b == 0x7f) {
                return false;
            }
        }
        return end > 0;
    }

    /** Whether text is HTML, XML, JSON or the text form of Go's profiles, which all have lines that other readers could take for theirs. */
    public static boolean isMarkup(byte[] body) {
        String head = head(body);
        return HTML.matcher(head).matches()
                || XML.matcher(head).matches()
                || JSON.matcher(head).matches()
                || GO_TEXT.matcher(head).matches();
    }

    /** A phrase that goes behind "looks like": {@code an HTML page}, {@code text: 'not found'}. */
    public static String of(byte[] body) {
        if (body.length == 0) {
            return "nothing: it is empty";
        }
        return isText(body) ? text(body) : binary(body);
    }

    private static String text(byte[] body) {
        String head = head(body);
        if (HTML.matcher(head).matches()) {
            return "an HTML page";
        }
        if (XML.matcher(head).matches()) {
            return "XML";
        }
        if (JSON.matcher(head).matches()) {
            return json(head) + ": " + quoted(head);
        }
        if (GO_TEXT.matcher(head).matches()) {
            return "a profile in text form (fetch it without debug=1, or convert it with pprof -proto): "
                    + quoted(head);
        }
        if (CALLGRIND.matcher(head).find()) {
            return "a profile of callgrind (" + EXPORT + "): " + quoted(head);
        }
        if (BASE64.matcher(head).matches()) {
            return "base64: decode it first";
        }
        return "text: " + quoted(head);
    }

    /** Profiles in JSON that are not read, by the words that only they have. */
    private static String json(String head) {
        if (head.contains("\"traceEvents\"") || TRACE_EVENT.matcher(head).find()) {
            return "a trace for Chrome in JSON (" + EXPORT + ")";
        }
        if (head.contains("\"callFrame\"") || head.contains("\"functionName\"")) {
            return "a profile of V8 in JSON (" + EXPORT + ")";
        }
        if (head.contains("\"gc_samples\"")) {
            return "a profile of stackprof in JSON (" + EXPORT + ")";
        }
        return "JSON";
    }

    private static String head(byte[] body) {
        return new String(body, 0, Math.min(body.length, HEAD_BYTES), StandardCharsets.UTF_8);
    }

    private static String binary(byte[] body) {
        if (starts(body, "FLR\0")) {
            return "a JFR recording";
        }
        if (starts(body, "go 1.") && isGoTrace(body)) {
            return "a Go execution trace, which is not a profile";
        }
        if (starts(body, "PK\u0003\u0004")) {
            return "a zip archive";
        }
        if (starts(body, "(\u00b5/\u00fd")) {
            return "zstd: decompress it first";
        }
        if (starts(body, "\u0004\"M\u0018")) {
            return "LZ4: decompress it first";
        }
        if (starts(body, "\u007fELF")) {
            return "a program (ELF)";
        }
        if (isPerfData(body)) {
            return "perf.data of Linux perf: send what perf script prints";
        }
        if (GPERFTOOLS.stream().anyMatch(magic -> starts(body, magic))) {
            return "a CPU profile of gperftools, older than pprof: convert it with pprof -proto";
        }
        if (starts(body, "\u00ff\u00fe") || starts(body, "\u00fe\u00ff")) {
            return "text in UTF-16: send it in UTF-8";
        }
        if (starts(body, "\u001f\u008b")) {
            return "gzip inside gzip: compress it once";
        }
        return "binary data that begins with " + hex(body);
    }

    /** Of either order of bytes. Its first letter begins a field of pprof as well. */
    public static boolean isPerfData(byte[] body) {
        return starts(body, "PERFILE2") || starts(body, "2ELIFREP");
    }

    private static boolean isGoTrace(byte[] body) {
        String head = new String(body, 0, Math.min(body.length, 16), StandardCharsets.ISO_8859_1);
        return head.contains(" trace\0");
    }

    private static boolean starts(byte[] body, String magic) {
        if (body.length < magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if ((body[i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String quoted(String head) {
        String line = head.strip().replaceAll("\\s+", " ");
        return line.length() <= QUOTED_CHARS ? "'" + line + "'" : "'" + line.substring(0, QUOTED_CHARS) + "...'";
    }

    private static String hex(byte[] body) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(body.length, 8); i++) {
            out.append(String.format(Locale.ROOT, i == 0 ? "%02x" : " %02x", body[i]));
        }
        return out.toString();
    }
}

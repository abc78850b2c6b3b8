package dev.flamegate.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file parts of a {@code multipart/form-data} body that is in memory already (RFC 7578). */
final class MultipartForm {
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[;\\s]name=(?:\"([^\"]*)\"|([^;\\s]+))");
    private static final int PARTS_MAX = 16;
    private static final int HEAD_MAX = 8192;

    private final byte[] body;
    private final byte[] delimiter;
    private final Map<String, byte[]> files = new TreeMap<>();

    private MultipartForm(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(ISO_8859_1);
    }

    static boolean is(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).contains("multipart/form-data");
    }

    /** By name, those with a file name and at least one byte; of parts with one name the first. */
    static Map<String, byte[]> fileParts(byte[] body, String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw bad("Content-Type names no boundary", 0);
        }
        String text = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        return new MultipartForm(body, text).parse();
    }

    private Map<String, byte[]> parse() {
        byte[] first = Arrays.copyOfRange(delimiter, 2, delimiter.length);
        int at = startsWith(0, first) ? first.length : after(0);
        int count = 0;
        while (!startsWith(at, new byte[] {'-', '-'})) {
            if (++count > PARTS_MAX) {
                throw bad("more than " + PARTS_MAX + " parts", at);
            }
            at = part(at);
        }
        return files;
    }

    /** Reads the part whose delimiter ends at {@code start}, and returns where the next delimiter ends. */
    private int part(int start) {
        int headEnd = indexOf("\r\n\r\n".getBytes(US_ASCII), start, Math.min(body.length, start + HEAD_MAX));
        if (headEnd < 0) {
            throw bad("a part's headers do not end", start);
        }
        String head = new String(body, start, headEnd - start, ISO_8859_1);
        int dataStart = headEnd + 4;
        int next = after(headEnd + 2);
        int dataEnd = next - delimiter.length;
        if (head.toLowerCase(Locale.ROOT).contains("filename") && dataEnd > dataStart) {
            files.putIfAbsent(name(head, start), Arrays.copyOfRange(body, dataStart, dataEnd));
        }
        return next;
    }

    private static String name(String head, int at) {
        Matcher name = NAME.matcher(head);
        if (!name.find()) {
            throw bad("a part has no name", at);
        }
        return name.group(1) == null ? name.group(2) : name.group(1);
    }

    private int after(int from) {
        int found = indexOf(delimiter, from, body.length);
        if (found < 0) {
            throw bad("the closing boundary is missing, so the body is not whole", body.length);
        }
        return found + delimiter.length;
    }

    private int indexOf(byte[] wanted, int from, int end) {
        for (int i = from; i <= end - wanted.length; i++) {
            if (body[i] == wanted[0] && startsWith(i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private boolean startsWith(int at, byte[] wanted) {
        return at + wanted.length <= body.length
                && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static ProblemException bad(String rule, int at) {
        Problem problem =
                Problem.of("malformed_form", "multipart body: " + rule).at("byte " + at);
        return new ProblemException(422, problem);
    }
}

package dev.flamegate.reports;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Function names, shortened from the left by package. What cannot be recognised stays as it is: a wrong guess would hide which
 * function is meant.
 *
 * <ul>
 *   <li>Java, slashes or dots: {@code dev/flamegate/shop/Cart.reprice} is {@code d.f.shop.Cart.reprice}
 *   <li>Go: {@code github.com/x/y/pkg.(*T).M} is {@code y/pkg.(*T).M}
 * </ul>
 */
public final class ShortName {
    private static final Pattern JAVA =
            Pattern.compile("(?:[\\p{Ll}_][\\p{L}\\p{N}_$]*[./])+\\p{Lu}[^/.\\s]*\\.[^/.\\s(]+");
    private static final Pattern GO = Pattern.compile("[^\\s/]+(?:/[^\\s/]+)+\\.[^\\s/]+");

    private ShortName() {}

    /** With its package's initials: for tables and trees. */
    public static String of(String function) {
        String name = Plain.line(function);
        if (JAVA.matcher(name).matches()) {
            return initials(name);
        }
        if (GO.matcher(name).matches()) {
            return lastParts(name, 2);
        }
        return name;
    }

    /** Class and method only: for a sentence. */
    public static String inSentence(String function) {
        String name = Plain.line(function);
        if (JAVA.matcher(name).matches()) {
            int method = name.lastIndexOf('.');
            int type = Math.max(name.lastIndexOf('/'), name.lastIndexOf('.', method - 1));
            return quotable(name.substring(type + 1));
        }
        return quotable(GO.matcher(name).matches() ? lastParts(name, 1) : name);
    }

    /** For use between back-ticks. */
    static String quotable(String text) {
        return Plain.line(text, 120).replace('`', '\'');
    }

    private static String initials(String name) {
        String[] parts = name.replace('/', '.').split("\\.");
        StringBuilder initials = new StringBuilder();
        for (int i = 0; i < parts.length - 3; i++) {
            initials.appendCodePoint(parts[i].codePointAt(0)).append('.');
        }
        return initials + String.join(".", Arrays.asList(parts).subList(parts.length - 3, parts.length));
    }

    private static String lastParts(String name, int parts) {
        int start = name.length();
        for (int i = 0; i < parts && start > 0; i++) {
            start = name.lastIndexOf('/', start - 1);
        }
        return name.substring(start + 1);
    }
}

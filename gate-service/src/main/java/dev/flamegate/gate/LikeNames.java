package dev.flamegate.gate;

/**
 * Reads canonical names of any language as an owner (class, type or package) and a last part: {@code shop/Tax} and {@code lookup},
 * {@code main.(*shop)} and {@code discount}, {@code ns::Index} and {@code find}.
 */
final class LikeNames {
    private LikeNames() {}

    static String owner(String name) {
        int end = split(name);
        return end <= 0 ? "" : name.substring(0, name.charAt(end) == ':' ? end - 1 : end);
    }

    static String lastPart(String name) {
        return name.substring(split(name) + 1);
    }

    /** Whether the owner is a type rather than a package: written {@code (*shop)}, or with a capital. */
    static boolean ownerIsType(String name) {
        String type = lastPart(owner(name));
        type = type.substring(type.lastIndexOf('/') + 1);
        return !type.isEmpty() && (type.startsWith("(") || Character.isUpperCase(type.charAt(0)));
    }

    /** Whether a function may have been renamed from one to the other: moved with its name, or renamed a little in its place. */
    static boolean alike(String name, String other) {
        String last = lastPart(name);
        String otherLast = lastPart(other);
        if (last.equals(otherLast)) {
            return true;
        }
        int longer = Math.max(last.length(), otherLast.length());
        return owner(name).equals(owner(other)) && editDistance(last, otherLast) <= Math.max(2, longer / 3);
    }

    /** Position of the separator before the last part, in front of any parameter list; -1 if there is none. */
    private static int split(String name) {
        int end = name.length();
        for (int i = 0; i < name.length(); i++) {
            boolean parameters = name.charAt(i) == '(' && i + 1 < name.length() && name.charAt(i + 1) != '*';
            if (parameters && i > 0) {
                end = i;
                break;
            }
        }
        return Math.max(name.lastIndexOf('.', end - 1), name.lastIndexOf(':', end - 1));
    }

    /** Levenshtein's: insertions, deletions and replacements of one character. */
    static int editDistance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] here = new int[above.length];
            here[0] = row;
            for (int column = 1; column < here.length; column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                here[column] = Math.min(replaced, 1 + Math.min(above[column], here[column - 1]));
            }
            above = here;
        }
        return above[to.length()];
    }
}

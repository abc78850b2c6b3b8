package dev.flamegate.reports;

/** What is written on a frame of so many characters: the method's name is the last thing to go, the sign of a change goes after it. */
final class FrameLabel {
    private static final int METHOD_CHARS_MIN = 16;

    private static final int NAME_CHARS_MIN = 5;

    private FrameLabel() {}

    /** Kinds of change that a sign does not tell. */
    static String word(DiffTree.Mark mark) {
        return switch (mark) {
            case NEW -> "new";
            case VANISHED -> "vanished";
            case MOVED -> "moved";
            case NEUTRAL, GREW, SHRANK -> "";
        };
    }

    /** @param word what kind of change it is, written where there is room for it */
    static String fit(String label, String change, int chars, String word) {
        if (change.isEmpty()) {
            return name(label, chars);
        }
        if (!word.isEmpty() && label.length() + word.length() + change.length() + 2 <= chars) {
            return label + " " + word + " " + change;
        }
        String whole = label + " " + change;
        if (whole.length() <= chars) {
            return whole;
        }
        String method = label.substring(label.lastIndexOf('.') + 1);
        int room = chars - change.length() - 1;
        if (room >= Math.min(method.length(), METHOD_CHARS_MIN)) {
            return name(label, room) + " " + change;
        }
        if (chars >= NAME_CHARS_MIN + 2) {
            return change.charAt(0) + " " + name(method, chars - 2);
        }
        return chars >= change.length() ? change : chars >= 1 ? change.substring(0, 1) : "";
    }

    static String name(String label, int chars) {
        if (label.length() <= chars) {
            return label;
        }
        int dot = label.lastIndexOf('.');
        int head = chars - (label.length() - dot) - 1;
        if (dot > 0 && head >= 1) {
            String front = cut(label, head);
            return (front.endsWith(".") ? front.substring(0, head - 1) : front) + "…" + label.substring(dot);
        }
        if (chars < NAME_CHARS_MIN) {
            return "";
        }
        return Plain.middle(label.substring(dot + 1), chars);
    }

    private static String cut(String text, int end) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}

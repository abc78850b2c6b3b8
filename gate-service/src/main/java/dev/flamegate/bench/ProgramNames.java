package dev.flamegate.bench;

/**
 * Names that differ as those of real programs do. Numbers at the end of one word would all be alike to whoever looks for renamed
 * functions. Eight functions are one class.
 */
final class ProgramNames {
    private static final String[] SYLLABLES = {
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va"
    };
    private static final int CLASS_SIZE = 8;

    private ProgramNames() {}

    static String of(int number) {
        return "app/" + capital(word(number / CLASS_SIZE, 0x9E3779B9)) + "." + word(number, 0x85EBCA6B);
    }

    /** A name in the same class that is not like the old one. */
    static String renamed(int number) {
        return "app/" + capital(word(number / CLASS_SIZE, 0x9E3779B9)) + ".replaced"
                + capital(word(number, 0x27D4EB2F));
    }

    /** An odd multiplier permutes the numbers below 2^20, so that no two words are equal. */
    private static String word(int number, int multiplier) {
        int permuted = number * multiplier & 0xFFFFF;
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            word.append(SYLLABLES[permuted >>> 4 * i & 15]);
        }
        return word.toString();
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}

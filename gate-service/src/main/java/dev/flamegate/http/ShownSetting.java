package dev.flamegate.http;

/**
 * One setting as the operator may see it.
 *
 * @param key {@code section.key}
 * @param value as text; never a secret
 * @param source where it was set; {@code default} if nowhere
 */
public record ShownSetting(String key, String value, String source) {

    /** Whether the key names a file that a secret stands in: the name may be seen, what is in it may not. */
    boolean namesSecretFile() {
        return key.matches(".*(key|token|secret|password)_file");
    }
}

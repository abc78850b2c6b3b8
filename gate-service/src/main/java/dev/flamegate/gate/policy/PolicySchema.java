package dev.flamegate.gate.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema (2020-12) of policy files: what an editor can check. The reader checks more, and says it better. */
public final class PolicySchema {
    private static final String NAME = "policy.schema.json";

    private PolicySchema() {}

    public static String text() {
        try (InputStream in = PolicySchema.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException("resource " + NAME + " is not in the artefact");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading resource " + NAME, e);
        }
    }
}

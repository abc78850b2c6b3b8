package dev.flamegate.cli;

import dev.flamegate.gate.policy.PolicyException;
import dev.flamegate.gate.policy.PolicyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The policy file of a command that judges: the one that is named, else the repository's own if it is there. */
final class PolicyOption {
    private static final Path USUAL = Path.of(".flamegate.yml");

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "policy to judge by; .flamegate.yml if that is in the working directory")
    private @Nullable Path file;

    /**
     * @throws UsageException naming file, line and column of every error
     */
    Optional<PolicyFile> read() {
        if (file != null) {
            return Optional.of(read(file));
        }
        return Files.isRegularFile(USUAL) ? Optional.of(read(USUAL)) : Optional.empty();
    }

    static PolicyFile read(Path file) {
        try {
            return PolicyFile.read(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (PolicyException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UsageException("policy " + file + " cannot be read: " + e);
        }
    }
}

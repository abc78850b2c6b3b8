package dev.flamegate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a machine has its Chromium. */
final class BrowserProgram {
    private static final List<Path> KNOWN = List.of(
            Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

    private BrowserProgram() {}

    /**
     * @param asked for by {@code --chromium}; null to look for one
     * @throws UsageException if there is none
     */
    static Path find(@Nullable Path asked) {
        List<Path> places = asked == null ? KNOWN : List.of(asked);
        return places.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no Chromium: looked for "
                        + String.join(", ", places.stream().map(Path::toString).toList())
                        + "; --chromium FILE names another"));
    }
}

package dev.flamegate.http;

import dev.flamegate.profile.Function;
import dev.flamegate.profile.Profile;
import java.util.List;

/**
 * How functions are called that Pyroscope's clients of the first generation for Python and Ruby send: {@code FILE NAME}, as its server
 * does it, because in these languages many functions of one name are in different files. A Python file with its whole path, which is a
 * library's, is left out.
 */
final class SpyNames {
    private SpyNames() {}

    static List<Profile> applied(String spy, List<Profile> profiles) {
        return switch (spy) {
            case "pyspy" -> renamed(profiles, false);
            case "rbspy", "scripting" -> renamed(profiles, true);
            default -> profiles;
        };
    }

    private static List<Profile> renamed(List<Profile> profiles, boolean wholePaths) {
        return profiles.stream()
                .map(profile -> profile.withFunctions(function -> withFile(function, wholePaths)))
                .toList();
    }

    private static Function withFile(Function function, boolean wholePaths) {
        boolean named =
                !function.file().isEmpty() && (wholePaths || !function.file().startsWith("/"));
        return named
                ? Function.of(function.file() + " " + function.name().raw(), function.file(), function.startLine())
                : function;
    }
}

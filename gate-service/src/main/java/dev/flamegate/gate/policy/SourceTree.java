package dev.flamegate.gate.policy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Where the source of the functions is. A profiler writes a Java file's bare name, and a Go file's path on the machine that built it;
 * this makes a path in the repository of either, or nothing: a wrong path is worse than none.
 *
 * @param address where a line can be read, with {@code {path}}, {@code {line}} and {@code {version}}; empty if not said
 * @param buildFolder what is cut off the paths that the compiler wrote, without a slash at its end; {@code .} if they are relative
 *     already; empty if not said
 * @param folders where the packages of functions begin; the first that matches holds
 */
public record SourceTree(String address, String buildFolder, List<Folder> folders) {

    /** What holds where no file says anything. */
    public static final SourceTree UNSAID = new SourceTree("", "", List.of());

    /**
     * The folder in which the packages of some functions begin.
     *
     * @param ending of the files, {@code .java}: where the profile names no file, the outermost class does; empty if not said
     */
    public record Folder(NamePattern pattern, String folder, String ending) {}

    public SourceTree {
        folders = List.copyOf(folders);
    }

    /** The file that a function is in, where the profile does not name one: {@code Cart.java} for {@code com/acme/Cart$Line.sum}. */
    public Optional<String> file(String function) {
        int method = function.lastIndexOf('.');
        String type =
                method < function.lastIndexOf('/') + 1 ? "" : function.substring(function.lastIndexOf('/') + 1, method);
        int inner = type.indexOf('$');
        String outermost = inner > 0 ? type.substring(0, inner) : type;
        return folder(function)
                .filter(one -> !one.ending().isEmpty() && outermost.matches("\\w+"))
                .map(one -> outermost + one.ending());
    }

    private Optional<Folder> folder(String function) {
        return folders.stream().filter(one -> one.pattern().matches(function)).findFirst();
    }

    /** @param file as the profiler wrote it */
    public Optional<String> path(String function, String file) {
        if (!buildFolder.isEmpty() && file.startsWith(buildFolder + "/")) {
            return Optional.of(file.substring(buildFolder.length() + 1)).filter(SourceTree::isInside);
        }
        if (file.contains("/") || file.contains("\\")) {
            return buildFolder.equals(".") ? Optional.of(file).filter(SourceTree::isInside) : Optional.empty();
        }
        return folder(function)
                .map(one -> (one.folder().equals(".") ? "" : one.folder() + "/") + packagePath(function) + file)
                .filter(SourceTree::isInside);
    }

    /** {@code com/acme/shop/Cart.reprice} is in {@code com/acme/shop/}. */
    private static String packagePath(String function) {
        return function.substring(0, function.lastIndexOf('/') + 1);
    }

    /** Names of functions come from outside: no path made of one leaves the repository. */
    private static boolean isInside(String path) {
        return !path.isBlank()
                && !path.startsWith("/")
                && !List.of(path.split("/")).contains("..");
    }

    /**
     * @param line 0 if unknown: what begins with the first {@code #} is left out then
     * @param version of the candidate
     */
    public Optional<String> address(String path, int line, String version) {
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int mark = address.indexOf('#');
        String form = line == 0 && mark >= 0 ? address.substring(0, mark) : address;
        return Optional.of(form.replace("{version}", encoded(version))
                .replace("{line}", Integer.toString(line))
                .replace("{path}", encoded(path).replace("%2F", "/")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

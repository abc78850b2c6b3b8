package dev.flamegate.gate.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a policy. Nothing is guessed: an unknown key, a wrong type, a number out of range are errors, each with its place. */
final class PolicyReader {
    private static final int CHARS_MAX = 256 * 1024;
    private static final int ERRORS_MAX = 50;

    private static final List<String> TOP = List.of(
            "informational",
            "require_baseline",
            "confirm",
            "inconclusive",
            "errors",
            "alpha",
            "threshold",
            "must_detect",
            "types",
            "functions",
            "ignore",
            "owners",
            "acknowledgements",
            "source");
    private static final List<String> SIZES = List.of("points", "percent", "request_cost");
    private static final List<String> ROW_SIZES = List.of("points", "percent");
    private static final List<String> THRESHOLDS = List.of("threshold", "must_detect");
    private static final List<String> FUNCTION = List.of("pattern", "types", "threshold", "must_detect");
    private static final List<String> OWNERSHIP = List.of("pattern", "owners");
    private static final List<String> SOURCE = List.of("address", "build_folder", "folders");
    private static final List<String> FOLDER = List.of("pattern", "folder", "ending");
    private static final List<String> ACKNOWLEDGEMENT =
            List.of("function", "request_cost", "service", "type", "up_to", "reason", "author", "expires");

    private final List<PolicyError> errors = new ArrayList<>();

    private PolicyReader() {}

    /**
     * @param origin file or field, for messages
     * @throws PolicyException with all errors
     */
    static PolicyDocument read(String origin, String yaml) {
        PolicyReader reader = new PolicyReader();
        PolicyDocument document = reader.document(yaml);
        if (!reader.errors.isEmpty()) {
            List<PolicyError> sorted = reader.errors.stream()
                    .sorted(Comparator.comparingInt(PolicyError::line).thenComparingInt(PolicyError::column))
                    .limit(ERRORS_MAX)
                    .toList();
            throw new PolicyException(origin, sorted);
        }
        return document;
    }

    private PolicyDocument document(String yaml) {
        if (yaml.length() > CHARS_MAX) {
            errors.add(new PolicyError(1, 1, yaml.length() + " characters, allowed are " + CHARS_MAX));
            return PolicyDocument.EMPTY;
        }
        try {
            YamlNode whole = YamlNode.read(yaml);
            return whole == null || whole.isEmpty()
                    ? PolicyDocument.EMPTY
                    : document(new PolicyFields(whole, "the policy", TOP, errors));
        } catch (YamlNode.Unreadable e) {
            errors.add(e.error());
            return PolicyDocument.EMPTY;
        }
    }

    private PolicyDocument document(PolicyFields top) {
        return new PolicyDocument(
                top.flag("informational", false),
                top.flag("require_baseline", true),
                top.flag("confirm", false),
                top.meaning("inconclusive"),
                top.meaning("errors"),
                top.number("alpha", 0.2, false, false),
                thresholds(top, SIZES),
                top.named("types", THRESHOLDS, (name, fields) -> new TypeRule(name, thresholds(fields, SIZES))),
                present(top.each("functions", FUNCTION, this::function)),
                top.patterns("ignore"),
                present(top.each("owners", OWNERSHIP, this::ownership)),
                top.each("acknowledgements", ACKNOWLEDGEMENT, this::acknowledgement),
                source(top.inner("source", SOURCE)));
    }

    /** Entries that could be read: those that could not have left an error. */
    private static <T> List<T> present(List<Optional<T>> entries) {
        return entries.stream().flatMap(Optional::stream).toList();
    }

    private Thresholds thresholds(PolicyFields fields, List<String> sizes) {
        return new Thresholds(sizes(fields.inner("threshold", sizes)), sizes(fields.inner("must_detect", sizes)));
    }

    private static Sizes sizes(@Nullable PolicyFields fields) {
        return fields == null
                ? Sizes.UNSAID
                : new Sizes(
                        fields.number("points", 99.9, false, false),
                        fields.number("percent", 1000, true, true),
                        fields.number("request_cost", 1000, false, true));
    }

    private Optional<FunctionRule> function(PolicyFields fields) {
        NamePattern pattern = fields.pattern("pattern");
        List<String> types = fields.texts("types");
        Thresholds thresholds = thresholds(fields, ROW_SIZES);
        if (!fields.has("threshold") && !fields.has("must_detect")) {
            fields.wrong("a functions entry needs a 'threshold' or a 'must_detect'");
        }
        return pattern == null ? Optional.empty() : Optional.of(new FunctionRule(pattern, types, thresholds));
    }

    private Optional<Ownership> ownership(PolicyFields fields) {
        NamePattern pattern = fields.pattern("pattern");
        List<String> owners = fields.texts("owners");
        if (owners.isEmpty()) {
            fields.wrong("an owners entry needs 'owners', a list of names");
        }
        return pattern == null ? Optional.empty() : Optional.of(new Ownership(pattern, owners));
    }

    private Acknowledgement acknowledgement(PolicyFields fields) {
        String function = fields.text("function");
        boolean cost = fields.flag("request_cost", false);
        if (fields.has("function") == cost) {
            fields.wrong("an acknowledgement is of one 'function: NAME', or of 'request_cost: true'");
        }
        PolicyFields bound = fields.inner("up_to", ROW_SIZES);
        Double percent = bound == null ? null : bound.number("percent", 1000, false, true);
        Double points = bound == null ? null : bound.number("points", 99.9, false, false);
        boolean said = bound != null && (bound.has("percent") || bound.has("points"));
        if (!said) {
            fields.wrong("an acknowledgement needs a bound, 'up_to: {percent: 20}' or 'up_to: {points: 0.5}'");
        } else if (cost && bound != null && bound.has("points")) {
            bound.wrong("the cost of a request has a bound in 'percent', not in points");
        }
        String service = fields.required("service");
        String reason = fields.required("reason");
        String author = fields.required("author");
        LocalDate expires = fields.date("expires");
        return new Acknowledgement(function, service, fields.text("type"), percent, points, reason, author, expires);
    }

    private static SourceTree source(@Nullable PolicyFields fields) {
        if (fields == null) {
            return SourceTree.UNSAID;
        }
        String address = otherwiseEmpty(fields.text("address"));
        if (!address.isEmpty() && !address.matches("https?://[^\\s<>\"{}/]+/[^\\s<>\"]*\\{path\\}[^\\s<>\"]*")) {
            fields.wrong("'address' is an http or https address with '{path}' in it, such as "
                    + "https://git.example.org/shop/blob/v{version}/{path}#L{line}");
        }
        return new SourceTree(
                address,
                folder(otherwiseEmpty(fields.text("build_folder"))),
                present(fields.each("folders", FOLDER, PolicyReader::sourceFolder)));
    }

    private static Optional<SourceTree.Folder> sourceFolder(PolicyFields fields) {
        NamePattern pattern = fields.pattern("pattern");
        String folder = folder(fields.required("folder"));
        if (folder.startsWith("/") || List.of(folder.split("/")).contains("..")) {
            fields.wrong("'folder' is a folder of the repository, such as src/main/java");
        }
        String ending = otherwiseEmpty(fields.text("ending"));
        if (!ending.matches("(\\.\\w{1,16})?")) {
            fields.wrong("'ending' is the ending of a file's name, such as .java");
        }
        return pattern == null ? Optional.empty() : Optional.of(new SourceTree.Folder(pattern, folder, ending));
    }

    private static String otherwiseEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String folder(String text) {
        return text.replaceAll("/+$", "");
    }
}

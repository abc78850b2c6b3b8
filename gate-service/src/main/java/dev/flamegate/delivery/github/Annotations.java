package dev.flamegate.delivery.github;

import dev.flamegate.delivery.Message;
import dev.flamegate.reports.Finding;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.github.GHCheckRun.AnnotationLevel;
import org.kohsuke.github.GHCheckRunBuilder.Annotation;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHPullRequestFileDetail;

/** Findings beside the lines of code they are about: only where the pull request changed the file, and the file is the only one it can be. */
final class Annotations {
    /** Far below the 50 that GitHub takes in one request. */
    private static final int COUNT_MAX = 10;

    private static final int FILES_MAX = 3000;
    private static final int TITLE_CHARS_MAX = 200;
    private static final int MESSAGE_CHARS_MAX = 4000;

    private Annotations() {}

    static List<Annotation> of(Message message, GHPullRequest pullRequest) throws IOException {
        if (!(message instanceof Message.Answered answered)
                || placed(answered.report()).isEmpty()) {
            return List.of();
        }
        List<String> changed = changed(pullRequest);
        List<Annotation> annotations = new ArrayList<>();
        for (Finding finding : placed(answered.report())) {
            Place place = finding.place();
            List<String> files = changed.stream()
                    .filter(file -> place != null && isAt(file, place))
                    .toList();
            if (place != null && files.size() == 1 && annotations.size() < COUNT_MAX) {
                annotations.add(annotation(answered.report(), finding, files.get(0), place.line()));
            }
        }
        return annotations;
    }

    private static List<Finding> placed(GateReport report) {
        return report.findings().stream()
                .filter(finding -> finding.place() != null && finding.place().line() > 0)
                .toList();
    }

    private static List<String> changed(GHPullRequest pullRequest) throws IOException {
        List<String> files = new ArrayList<>();
        for (GHPullRequestFileDetail file : pullRequest.listFiles().withPageSize(100)) {
            if (!"removed".equals(file.getStatus()) && files.size() < FILES_MAX) {
                files.add(file.getFilename());
            }
        }
        return files;
    }

    /** Where the policy says where sources are, the path is known; else it is guessed from what the profiler wrote. */
    private static boolean isAt(String inRepository, Place place) {
        String path = place.path();
        return path == null ? isSame(inRepository, place.file()) : inRepository.equals(path);
    }

    /** Profilers write a name, a path in the package, or a path on the machine that built it. */
    private static boolean isSame(String inRepository, String inProfile) {
        String profiled = inProfile.replace('\\', '/');
        return inRepository.equals(profiled)
                || inRepository.endsWith("/" + profiled)
                || profiled.endsWith("/" + inRepository);
    }

    private static Annotation annotation(GateReport report, Finding finding, String file, int line) {
        String function = report.rows().get(finding.row()).function();
        String text = finding.explanation() + "\n" + finding.nextStep();
        return new Annotation(file, line, AnnotationLevel.WARNING, shortened(text, MESSAGE_CHARS_MAX))
                .withTitle(shortened(function + " grew", TITLE_CHARS_MAX));
    }

    private static String shortened(String text, int charsMax) {
        return text.length() <= charsMax ? text : text.substring(0, charsMax - 1) + "…";
    }
}

package dev.flamegate.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A check as the body of {@code POST /repos/OWNER/REPO/check-runs}, but for {@code head_sha}, which the poster adds. */
final class CheckRunJson {
    private CheckRunJson() {}

    static String text(CheckRun check) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("title", check.title());
        output.put("summary", check.summary());
        output.put("text", check.text());
        output.put(
                "annotations",
                check.annotations().stream().map(CheckRunJson::annotation).toList());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", check.name());
        body.put("external_id", check.id());
        String address = check.address();
        if (address != null) {
            body.put("details_url", address);
        }
        body.put("status", "completed");
        body.put("conclusion", check.conclusion());
        body.put("output", output);
        return ReportJson.pretty(body);
    }

    private static Map<String, Object> annotation(Annotation annotation) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("path", annotation.path());
        for (String line : List.of("start_line", "end_line")) {
            one.put(line, annotation.line());
        }
        one.put("annotation_level", "warning");
        one.put("title", annotation.title());
        one.put("message", annotation.message());
        return one;
    }
}

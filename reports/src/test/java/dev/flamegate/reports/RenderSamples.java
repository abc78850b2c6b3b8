package dev.flamegate.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes every rendering of every sample into a folder, to be looked at: {@code java ... RenderSamples FOLDER}. */
final class RenderSamples {
    private RenderSamples() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Map<String, GateReport> samples = Map.of(
                "fail", SampleReports.fail(),
                "pass", SampleReports.pass(),
                "inconclusive", SampleReports.inconclusive(),
                "costlier", SampleReports.costlier(),
                "traffic", SampleReports.passWithTraffic(),
                "hostile", SampleReports.hostile(),
                "moved", MovedSample.report(),
                "large", SampleReports.large(50_000));
        for (Map.Entry<String, GateReport> sample : samples.entrySet()) {
            GateReport report = sample.getValue();
            Links links = new Links("https://gate.example/r/1", "https://gate.example/i/1.svg");
            String name = sample.getKey();
            Files.writeString(folder.resolve(name + ".html"), ReportPage.html(report));
            Files.writeString(folder.resolve(name + ".svg"), FlameGraphSvg.svg(report));
            Files.write(folder.resolve(name + ".png"), FlameGraphPng.png(report));
            Files.writeString(folder.resolve(name + ".md"), ReportMarkdown.comment(report, links, 64_000));
            Files.writeString(
                    folder.resolve(name + ".txt"), ReportText.render(report, false, "https://gate.example/r/1"));
            Files.write(folder.resolve(name + ".json"), ReportJson.write(report));
        }
    }
}

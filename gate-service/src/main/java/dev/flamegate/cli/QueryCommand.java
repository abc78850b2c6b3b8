package dev.flamegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.cli.ServiceClient.Download;
import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.ProfileType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the service for one merged profile. */
@Command(
        name = "query",
        description = "Add up stored profiles, and print the functions that cost most or save the profile.",
        footer = {
            "",
            "Examples:",
            "  flamegate query 'cpu{service_name=\"shop\",version=\"1.4.2\"}' --from now-1h",
            "  flamegate query 'cpu{pod=~\"shop-.*\"}' --format pprof --out shop.pb.gz",
            "",
            "What a limit cut off is said on standard error."
        })
public final class QueryCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    enum Format {
        TOP,
        JSON,
        FLAMEBEARER,
        PPROF,
        FOLDED,
        SVG
    }

    private final Terminal terminal;

    @Parameters(paramLabel = "SELECTOR", description = "type and labels, as for Pyroscope: cpu{service_name=\"shop\"}")
    private String selector = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "now-1h",
            description = "start: now-1h, RFC 3339 or Unix time; ${DEFAULT-VALUE} if not given")
    private String from = "";

    @Option(
            names = "--until",
            paramLabel = "TIME",
            defaultValue = "now",
            description = "end; ${DEFAULT-VALUE} if not given")
    private String until = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TOP",
            description = "top, json, flamebearer, pprof, folded or svg; top if not given")
    private Format format = Format.TOP;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "40",
            description = "functions of top; ${DEFAULT-VALUE} if not given")
    private int limit;

    @Option(names = "--out", paramLabel = "FILE", description = "write there instead of printing")
    private @Nullable Path out;

    @Mixin
    private ServiceOptions connection = new ServiceOptions();

    public QueryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (format == Format.PPROF && out == null) {
            throw new UsageException("--format pprof is not text: say where to with --out FILE");
        }
        Map<String, List<String>> query = new LinkedHashMap<>();
        query.put("query", List.of(selector));
        query.put("from", List.of(from));
        query.put("until", List.of(until));
        if (format == Format.TOP) {
            top(query);
        } else {
            query.put("format", List.of(format.name().toLowerCase(Locale.ROOT)));
            Download answer = connection.client().download("/api/v1/query/merge", query, TIMEOUT);
            answer.truncated().ifPresent(sentence -> terminal.err().println("truncated: " + sentence));
            write(answer.body());
        }
        return ExitCode.PASS;
    }

    private void top(Map<String, List<String>> query) {
        query.put("limit", List.of(Integer.toString(limit)));
        JsonNode answer = connection.client().get("/api/v1/query/top", query, TIMEOUT);
        List<FlatCum.Row> rows = new ArrayList<>();
        for (JsonNode row : answer.path("functions")) {
            rows.add(new FlatCum.Row(
                    row.path("function").asText(),
                    row.path("flat").asLong(),
                    row.path("cum").asLong()));
        }
        FlatCum costs = new FlatCum(answer.path("total").asLong(), rows);
        ProfileType type = ProfileType.parse(answer.path("type").asText());
        TopTable.Section section = new TopTable.Section(0, type.sampleType(), costs);
        answer.path("truncated").forEach(sentence -> terminal.err().println("truncated: " + sentence.asText()));
        write(new TopTable(List.of(section), TopTable.Sort.FLAT, limit)
                .render(TopTable.Format.TEXT)
                .getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] body) {
        if (out == null) {
            terminal.out().writeBytes(body);
            terminal.out().flush();
            return;
        }
        try {
            Files.write(out, body);
        } catch (IOException e) {
            throw new UsageException("--out " + out + ": cannot be written: " + e.getMessage());
        }
    }
}

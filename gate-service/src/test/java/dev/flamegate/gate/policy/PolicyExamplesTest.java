package dev.flamegate.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader and the JSON Schema say the same of the documents' examples, and of what is wrong. */
class PolicyExamplesTest {
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(PolicySchema.text());
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    static Stream<String> examples() throws IOException {
        List<Path> documents = List.of(Path.of("docs/policy.md"), Path.of("../README.md"));
        return documents.stream().flatMap(PolicyExamplesTest::examples);
    }

    private static Stream<String> examples(Path document) {
        try {
            Matcher example = EXAMPLE.matcher(Files.readString(document));
            return example
                    .results()
                    .map(found -> found.group(1))
                    .filter(yaml -> !yaml.contains("scrape_configs"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(document.toString(), e);
        }
    }

    private static boolean holdsBySchema(String yaml) throws IOException {
        JsonNode tree = new YAMLMapper().readTree(yaml);
        return SCHEMA.validate(tree).isEmpty();
    }

    @Test
    void thereIsAnExampleInEachDocument() throws IOException {
        assertThat(examples()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theDocumentsExamplesHold(String yaml) throws IOException {
        assertThat(PolicyReader.read("example", yaml)).isNotEqualTo(PolicyDocument.EMPTY);
        assertThat(SCHEMA.validate(new YAMLMapper().readTree(yaml))).isEmpty();
    }

    /** What the document calls the defaults are the defaults: the file changes nothing but by its rules and names. */
    @Test
    void theCompleteExampleHasEveryKeyOfTheSchema() throws IOException {
        JsonNode example = new YAMLMapper()
                .readTree(examples(Path.of("docs/policy.md")).findFirst().orElseThrow());
        JsonNode schema = new YAMLMapper().readTree(PolicySchema.text());

        assertThat(example.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        () -> schema.at("/properties").fieldNames());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour: red",
                "informational: maybe",
                "inconclusive: maybe",
                "alpha: 0.5",
                "threshold: 5",
                "threshold: {points: 0}",
                "threshold: {percent: lots}",
                "ignore: ['**']",
                "ignore: 'a.*'",
                "functions: [{pattern: a}]",
                "functions: [{threshold: {points: 1}}]",
                "functions: [{pattern: a, threshold: {request_cost: 1}}]",
                "owners: [{pattern: a, owners: []}]",
                "acknowledgements: [{function: a, service: s, reason: r, author: a, expires: 2026-12-31}]",
                "acknowledgements: [{function: a, service: s, up_to: {}, reason: r, author: a, expires: 2026-12-31}]",
                "acknowledgements: [{service: s, up_to: {percent: 3}, reason: r, author: a, expires: 2026-12-31}]",
                "acknowledgements: [{function: a, request_cost: true, service: s, up_to: {percent: 3}, reason: r, author: a, expires: 2026-12-31}]",
                "acknowledgements: [{function: a, service: s, up_to: {percent: 3}, reason: r, author: a, expires: soon}]",
            })
    void whatTheReaderRefusesTheSchemaRefusesToo(String yaml) throws IOException {
        assertThat(holdsBySchema(yaml)).isFalse();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> PolicyReader.read("p", yaml)))
                .isInstanceOf(PolicyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "threshold: {percent: 5 %, points: 0.1}",
                "types: {cpu: {must_detect: {request_cost: 4%}}}",
                "ignore: []",
                "acknowledgements: [{request_cost: true, service: s, up_to: {percent: 3}, reason: r, author: a, expires: 2020-01-31}]",
            })
    void whatTheReaderTakesTheSchemaTakesToo(String yaml) throws IOException {
        assertThat(holdsBySchema(yaml)).isTrue();
        assertThat(PolicyReader.read("p", yaml)).isNotNull();
    }
}

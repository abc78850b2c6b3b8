package dev.flamegate.gate.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.flamegate.gate.EntryPointRule;
import dev.flamegate.gate.FrozenGate;
import dev.flamegate.gate.PastRun;
import dev.flamegate.gate.Policy;
import dev.flamegate.gate.SelfRecord;
import dev.flamegate.gate.comparability.ComparabilityRules;
import dev.flamegate.gate.comparability.Fact;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.reports.AppliedPolicy;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Provenance;
import dev.flamegate.stats.GrowthLimits;
import dev.flamegate.stats.ShareSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A frozen gate as bytes: JSON in gzip, format {@value #FORMAT}, described in docs/evidence.md. */
final class EvidenceFormat {
    static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private EvidenceFormat() {}

    /** The whole document. */
    record Document(
            int format,
            String id,
            Look look,
            Provenance provenance,
            Settings settings,
            @Nullable File policy,
            List<Part> parts) {}

    /** One profile type. */
    record Part(
            List<PastRun> past,
            FrozenTables selection,
            @Nullable FrozenTables fresh) {}

    record Settings(
            ShareSettings shares,
            GrowthLimits requestCost,
            List<String> replicateLabels,
            EntryPointRule entryPoints,
            Alikeness comparability,
            SelfRecord record) {

        static Settings of(Policy policy) {
            return new Settings(
                    policy.shares(),
                    policy.requestCost(),
                    policy.replicateLabels(),
                    policy.entryPoints(),
                    Alikeness.of(policy.comparability()),
                    policy.record());
        }

        Policy policy() {
            return new Policy(shares, requestCost, replicateLabels, entryPoints, comparability.rules())
                    .recorded(record);
        }
    }

    record Alikeness(long warmUpNanos, List<String> mustMatch, boolean runtimeFails) {

        static Alikeness of(ComparabilityRules rules) {
            return new Alikeness(
                    rules.warmUp().toNanos(),
                    rules.mustMatch().stream().map(Fact::label).sorted().toList(),
                    rules.runtimeFails());
        }

        ComparabilityRules rules() {
            return new ComparabilityRules(
                    Duration.ofNanos(warmUpNanos), ComparabilityRules.facts(mustMatch), runtimeFails);
        }
    }

    record File(AppliedPolicy.Source source, String name, String text) {}

    static byte[] write(FrozenGate gate) {
        Document document = new Document(
                FORMAT,
                gate.id(),
                gate.look(),
                gate.provenance(),
                Settings.of(gate.settings()),
                gate.policy()
                        .map(one -> new File(
                                one.source(), one.file().name(), one.file().text()))
                        .orElse(null),
                gate.parts().stream()
                        .map(part -> new Part(
                                part.past(),
                                FrozenTables.of(part.selection()),
                                part.fresh().map(FrozenTables::of).orElse(null)))
                        .toList());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            JSON.writeValue(out, document);
        } catch (IOException e) {
            throw new UncheckedIOException("evidence of gate " + gate.id(), e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if the bytes are no evidence; names the gate and what is wrong */
    static FrozenGate read(String id, byte[] bytes) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            Document document = JSON.readValue(in, Document.class);
            if (document.format != FORMAT) {
                throw new IllegalArgumentException(
                        "evidence of gate " + id + " has format " + document.format + ", this program reads " + FORMAT);
            }
            return gate(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("evidence of gate " + id + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("evidence of gate " + id + " is no whole gzip: " + e.getMessage(), e);
        } catch (NullPointerException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "evidence of gate " + id + " does not fit together: " + e.getMessage(), e);
        }
    }

    private static FrozenGate gate(Document document) {
        File policy = document.policy;
        return new FrozenGate(
                document.id,
                document.look,
                document.parts.stream()
                        .map(part -> new FrozenGate.Part(
                                part.selection.selection(),
                                part.past,
                                Optional.ofNullable(part.fresh).map(FrozenTables::selection)))
                        .toList(),
                document.settings.policy(),
                policy == null
                        ? Optional.empty()
                        : Optional.of(new FrozenGate.InForce(PolicyFile.read(policy.name, policy.text), policy.source)),
                document.provenance);
    }
}

package dev.flamegate.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelabellingTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Rules are YAML flow maps between blanks; labels are NAME=VALUE between commas; an empty result means dropped. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "replace is the default | {source_labels: [a], target_label: b} | a=1 | a=1,b=1",
                "several sources are joined by ; | {source_labels: [a, b], target_label: c} | a=1,b=2 | a=1,b=2,c=1;2",
                "by another separator | {source_labels: [a, b], separator: '-', target_label: c} | a=1,b=2 | a=1,b=2,c=1-2",
                "groups by number | {source_labels: [a], regex: 'f(.*)o', target_label: b, replacement: 'x${1}y'} | a=foo | a=foo,b=xoy",
                "the port of an annotation | {source_labels: [__address__, p], regex: '([^:]+)(?::\\d+)?;(\\d+)', replacement: '$1:$2', target_label: __address__} | __address__=h:80,p=6060 | __address__=h:6060,p=6060",
                "no match changes nothing | {source_labels: [a], regex: x, target_label: b} | a=foo | a=foo",
                "the expression is anchored | {source_labels: [a], regex: oo, target_label: b} | a=foo | a=foo",
                "an empty result deletes | {source_labels: [a], regex: '(x)?foo', target_label: a, replacement: '$1'} | a=foo,c=1 | c=1",
                "a constant without source | {target_label: env, replacement: prod} | a=1 | a=1,env=prod",
                "an empty constant deletes | {target_label: a, replacement: ''} | a=1,b=2 | b=2",
                "a target from a group | {source_labels: [a], regex: '(.+)-(.+)', target_label: '$1', replacement: '$2'} | a=k-v | a=k-v,k=v",
                "a target that is no name is left | {source_labels: [a], regex: '(.*)', target_label: '${1}', replacement: x} | a=1x | a=1x",
                "named groups | {source_labels: [a], regex: '(?P<w>[a-z]+).*', target_label: b, replacement: '${w}'} | a=foo1 | a=foo1,b=foo",
                "keep drops what does not match | {source_labels: [a], regex: b, action: keep} | a=foo |",
                "keep keeps what matches | {source_labels: [a], regex: 'f.*', action: keep} | a=foo | a=foo",
                "drop drops what matches | {source_labels: [a], regex: 'f.*', action: drop} | a=foo |",
                "actions in any case | {source_labels: [a], regex: 'f.*', action: Drop} | a=foo |",
                "keepequal | {source_labels: [a], target_label: b, action: keepequal} | a=1,b=1 | a=1,b=1",
                "keepequal drops the others | {source_labels: [a], target_label: b, action: keepequal} | a=1,b=2 |",
                "dropequal | {source_labels: [a], target_label: b, action: dropequal} | a=1,b=1 |",
                "labelmap | {regex: '__meta_kubernetes_pod_label_(.+)', action: labelmap} | __meta_kubernetes_pod_label_app=shop | __meta_kubernetes_pod_label_app=shop,app=shop",
                "labelmap with a replacement | {regex: 'meta_(ng.*)', action: labelmap, replacement: 'x_$1'} | meta_ng1=a | meta_ng1=a,x_ng1=a",
                "labeldrop | {regex: '(b.*)', action: labeldrop} | a=1,b1=2,b2=3 | a=1",
                "labelkeep | {regex: '(b.*)', action: labelkeep} | a=1,b1=2,b2=3 | b1=2,b2=3",
                "lowercase | {source_labels: [a], target_label: b, action: lowercase} | a=FOO | a=FOO,b=foo",
                "uppercase | {source_labels: [a], target_label: b, action: uppercase} | a=foo | a=foo,b=FOO",
                "one after the other | {source_labels: [a], target_label: b} {source_labels: [b], target_label: c} | a=1 | a=1,b=1,c=1",
            })
    void rulesDoWhatPrometheusDocuments(String what, String rules, String before, String after) {
        Optional<SortedMap<String, String>> changed = Relabelling.apply(rules(rules), labels(before));

        assertThat(changed).isEqualTo(after == null ? Optional.empty() : Optional.of(labels(after)));
    }

    /** Python: {@code int.from_bytes(hashlib.md5(b"foo").digest()[8:], "big") % 1000}. */
    @ParameterizedTest
    @CsvSource({"foo, 1000, 696", "foo, 8, 0", "'', 1000, 958", "h1:6060, 7, 3"})
    void hashmodShardsAsPrometheusDoes(String source, long modulus, String shard) {
        List<RelabelRule> rules =
                rules("{source_labels: [a], target_label: s, action: hashmod, modulus: " + modulus + "}");

        assertThat(Relabelling.apply(rules, Map.of("a", source)))
                .hasValueSatisfying(labels -> assertThat(labels).containsEntry("s", shard));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{action: explode} | there is no action 'explode'; known are replace, keep",
                "{source_labels: [a]} | action 'replace' needs target_label",
                "{action: hashmod, target_label: a} | needs modulus",
                "{action: lowercase, target_label: '$1'} | '$1' is not the name of a label",
                "{action: lowercase, target_label: a, replacement: b} | has no use for replacement",
                "{action: keepequal, target_label: a, regex: b} | has no use for regex",
                "{action: labeldrop, source_labels: [a]} | has no use for source_labels",
                "{regex: '(', target_label: a} | regex '(' is not a regular expression",
                "{target: a} | needs target_label",
                "{target_label: a, targets: b} | there is no key 'targets'; known are action",
                "{target_label: a, modulus: many} | modulus: is \"many\", expected a whole number",
            })
    void aRuleThatDoesNotHoldIsRefusedSayingWhy(String rule, String message) {
        assertThatThrownBy(() -> rules(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rules")
                .hasMessageContaining(message);
    }

    @Test
    void dollarSignsExpandAsInGo() {
        var match = java.util.regex.Pattern.compile("(a)(b)").matcher("ab");
        assertThat(match.matches()).isTrue();

        assertThat(Relabelling.expand("$1x|${1}x|$2|$3|$$|$|${|$-|${9", match)).isEqualTo("|ax|b||$|$|${|$-|${9");
    }

    private static List<RelabelRule> rules(String flowMaps) {
        List<RelabelRule> rules = new ArrayList<>();
        for (String one : flowMaps.split("(?<=\\}) (?=\\{)")) {
            try {
                rules.add(RelabelRule.read(new ConfigNode(YAML.readTree(one), "rules")));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(one, e);
            }
        }
        return rules;
    }

    private static SortedMap<String, String> labels(String text) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (String pair : text.split(",")) {
            labels.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return labels;
    }
}

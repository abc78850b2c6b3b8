package dev.flamegate.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    private static final String ACKNOWLEDGED = """
            acknowledgements:
              - function: shop/Cart.reprice
                service: shop
                up_to: {percent: 40, points: 2.5}
                reason: prices are rounded by country now
                author: anna@example.org
                expires: 2026-12-31
            """;

    private static PolicyDocument read(String yaml) {
        return PolicyReader.read("p.yml", yaml);
    }

    private static List<String> errors(String yaml) {
        PolicyException refused = catchThrowableOfType(PolicyException.class, () -> read(yaml));
        assertThat(refused).as(yaml).isNotNull();
        return refused.errors().stream().map(PolicyError::text).toList();
    }

    @ParameterizedTest
    @CsvSource(value = {"''", "'# nothing yet'", "'---'", "'{}'"})
    void aFileThatSaysNothingWaivesNothing(String yaml) {
        assertThat(read(yaml)).isEqualTo(PolicyDocument.EMPTY);
    }

    @Test
    void everyKeyIsRead() {
        PolicyDocument policy = read("""
                informational: true
                require_baseline: false
                confirm: true
                inconclusive: neutral
                errors: pass
                alpha: 0.02
                threshold: {points: 0.5, percent: 10 %, request_cost: 4}
                must_detect: {points: 2}
                types:
                  alloc_space:
                    threshold: {percent: 20}
                functions:
                  - pattern: com.acme.pay.**
                    types: [cpu]
                    threshold: {points: 0.1, percent: 2}
                ignore: [com.acme.debug.**]
                owners:
                  - pattern: com.acme.**
                    owners: ['@acme/core']
                """ + ACKNOWLEDGED);

        assertThat(policy.informational()).isTrue();
        assertThat(policy.requireBaseline()).isFalse();
        assertThat(policy.confirm()).isTrue();
        assertThat(policy.inconclusive()).isEqualTo(Meaning.NEUTRAL);
        assertThat(policy.errors()).isEqualTo(Meaning.PASS);
        assertThat(policy.alpha()).isEqualTo(0.02);
        assertThat(policy.thresholds())
                .isEqualTo(new Thresholds(new Sizes(0.5, 10.0, 4.0), new Sizes(2.0, null, null)));
        assertThat(policy.types())
                .containsExactly(
                        new TypeRule("alloc_space", new Thresholds(new Sizes(null, 20.0, null), Sizes.UNSAID)));
        assertThat(policy.functions().get(0).pattern().text()).isEqualTo("com.acme.pay.**");
        assertThat(policy.functions().get(0).types()).containsExactly("cpu");
        assertThat(policy.ignore()).extracting(NamePattern::text).containsExactly("com.acme.debug.**");
        assertThat(policy.owners().get(0).owners()).containsExactly("@acme/core");
        Acknowledgement acknowledged = policy.acknowledgements().get(0);
        assertThat(acknowledged.bound()).isEqualTo("+40 % and +2.5 points");
        assertThat(acknowledged.expires()).isEqualTo(LocalDate.of(2026, 12, 31));
    }

    @Test
    void aDayHoldsToItsEndAndADateInThePastIsNoError() {
        Acknowledgement acknowledged = read(ACKNOWLEDGED.replace("2026-12-31", "2020-02-29"))
                .acknowledgements()
                .get(0);

        assertThat(acknowledged.expiredOn(LocalDate.of(2020, 2, 29))).isFalse();
        assertThat(acknowledged.expiredOn(LocalDate.of(2020, 3, 1))).isTrue();
    }

    @Test
    void aBoundInPercentDoesNotCoverWhatHadNoBaseline() {
        Acknowledgement acknowledged = read(ACKNOWLEDGED).acknowledgements().get(0);

        assertThat(acknowledged.covers(2.5, 40.0)).isTrue();
        assertThat(acknowledged.covers(2.6, 39.0)).isFalse();
        assertThat(acknowledged.covers(0.1, 41.0)).isFalse();
        assertThat(acknowledged.covers(0.1, null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "infromational: true | line 1, column 1: there is no key 'infromational' in 'the policy'; did you mean 'informational'?",
                "require_base: true | line 1, column 1: there is no key 'require_base' in 'the policy'; did you mean 'require_baseline'?",
                "informational: yes please | line 1, column 16: 'informational' must be true or false, not a text",
                "inconclusive: neutrl | line 1, column 15: 'inconclusive' is 'neutrl', allowed are fail, neutral, pass; did you mean 'neutral'?",
                "alpha: 0.5 | line 1, column 8: 'alpha' is 0.5, allowed is above 0 and at most 0.2",
                "threshold: 5% | line 1, column 12: 'threshold' holds keys (points, percent, request_cost), not a text",
                "threshold: {points: 0} | line 1, column 21: 'points' is 0, allowed is above 0 and at most 99.9",
                "threshold: {points: .nan} | line 1, column 21: 'points' must be a number, not '.nan'",
                "threshold: {percent: lots} | line 1, column 22: 'percent' must be a number, not 'lots'",
                "threshold: {percent: [5]} | line 1, column 22: 'percent' must be a number, not a list",
                "ignore: com.acme.** | line 1, column 9: 'ignore' must be a list, not a text",
                "ignore: ['**'] | line 1, column 10: '**' in 'ignore' would match every function, and nothing could fail",
                "ignore: [a***b] | line 1, column 10: 'a***b' has three stars in a row: * stays within a part of a name, ** does not",
                "functions: [{pattern: a}] | line 1, column 13: a functions entry needs a 'threshold' or a 'must_detect'",
                "owners: [{pattern: a}] | line 1, column 10: an owners entry needs 'owners', a list of names",
                "- a | line 1, column 1: 'the policy' holds keys (informational,",
                "alpha: 0.1 0.2: | line 1, column",
                "{alpha: 0.1, alpha: 0.2} | line 1, column",
            })
    void everyErrorSaysLineAndColumnAndWhatIsAllowed(String yaml, String error) {
        assertThat(errors(yaml)).anySatisfy(said -> assertThat(said).startsWith(error));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expires: 2026-12-31 | expires: 31.12.2026 | line 7, column 14: 'expires' is '31.12.2026', not a date such as 2026-12-31",
                "expires: 2026-12-31 | expires: 2026-02-30 | line 7, column 14: 'expires' is '2026-02-30', not a date",
                "author: anna@example.org | colour: red | line 6, column 5: there is no key 'colour'",
                "author: anna@example.org | colour: red | line 2, column 5: 'acknowledgements entry' needs a 'author'",
                "service: shop | service: '' | line 3, column 14: 'service' is empty",
                "percent: 40, points: 2.5 | '' | line 2, column 5: an acknowledgement needs a bound",
                "function: shop/Cart.reprice | request_cost: true | line 4, column 12: the cost of a request has a bound in 'percent'",
                "function: shop/Cart.reprice | type: cpu | line 2, column 5: an acknowledgement is of one 'function: NAME', or of 'request_cost: true'",
            })
    void anAcknowledgementThatLacksSomethingIsRefused(String part, String other, String error) {
        String yaml = ACKNOWLEDGED.replace(part, "''".equals(other) ? "" : other);
        assertThat(errors(yaml)).anySatisfy(said -> assertThat(said).startsWith(error));
    }

    @Test
    void allErrorsAreSaidAtOnceInTheOrderOfTheFile() {
        assertThat(errors("alpha: 7\ncolour: red\nthreshold:\n  point: 3\n"))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("line 1, column 8");
    }

    @Test
    void aliasesAndSecondDocumentsAreRefused() {
        assertThat(errors("owners: &a [x]\nignore: *a\n")).anyMatch(said -> said.contains("an alias"));
        assertThat(errors("alpha: 0.1\n---\nalpha: 0.2\n")).anyMatch(said -> said.contains("second document"));
    }
}

package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class AnchorComparisonTest {
    private static final int ROWS = 300;
    private static final double TAU = 0.5;
    /** Growth that a comparison of two versions finds with 80 % power, in standard errors of one version. */
    private static final double PAIRWISE = 6.8;

    private final SplittableRandom random = new SplittableRandom(72);

    /** Row 0 follows {@code truth}, all others do not change. */
    private VersionSeries series(int versions, IntToDoubleFunction truth) {
        double[][] estimates = new double[ROWS][versions];
        double[][] errors = new double[ROWS][versions];
        for (int row = 0; row < ROWS; row++) {
            for (int version = 0; version < versions; version++) {
                errors[row][version] = Math.exp(0.13 * random.nextGaussian());
                estimates[row][version] = (row == 0 ? truth.applyAsDouble(version) : 0)
                        + Math.sqrt(1 + TAU * TAU) * random.nextGaussian();
            }
        }
        return VersionSeries.of(estimates, errors);
    }

    private static Anchored newest(VersionSeries series) {
        return (Anchored) AnchorComparison.withDefaults().newest(series);
    }

    @Test
    void versionsThatOnlyDifferAsVersionsDoAreNotDearer() {
        int alarms = 0;
        for (int run = 0; run < 200; run++) {
            alarms += newest(series(8, version -> 0)).departures().stream().anyMatch(Anchored.Departure::significant)
                    ? 1
                    : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(6);
    }

    @Test
    void aGrowthIsSeenBetterAgainstSevenVersionsThanAgainstOne() {
        int seven = 0;
        int one = 0;
        for (int run = 0; run < 100; run++) {
            VersionSeries grown = series(8, version -> version == 7 ? 0.9 * PAIRWISE : 0);
            seven += newest(grown).departures().get(0).significant() ? 1 : 0;
            Anchored pair = (Anchored) AnchorComparison.withDefaults().against(grown, 6, 7);
            one += pair.departures().get(0).significant() ? 1 : 0;
        }
        assertThat(seven).isGreaterThan(one + 20);
    }

    /** No version is dearer than the one before it, and the newest is dearer than those of a week ago. */
    @Test
    void aCreepShowsAgainstTheVersionsOfAWeekAgo() {
        int week = 0;
        int pair = 0;
        for (int run = 0; run < 100; run++) {
            VersionSeries creep = series(14, version -> 0.15 * PAIRWISE * version);
            AnchorComparison check = AnchorComparison.withDefaults();
            week += ((Anchored) check.against(creep, 0, 4)).departures().get(0).significant() ? 1 : 0;
            pair += ((Anchored) check.against(creep, 12, 13))
                            .departures()
                            .get(0)
                            .significant()
                    ? 1
                    : 0;
        }
        assertThat(week).isGreaterThanOrEqualTo(95);
        assertThat(pair).isLessThanOrEqualTo(3);
    }

    @Test
    void theFiguresAreThoseOfTheFormula() {
        VersionSeries series = VersionSeries.of(new double[][] {{1, 2, 3, 7}}, new double[][] {{1, 1, 1, 2}})
                .withDeviations(new double[] {0.5});

        Anchored.Departure departure = newest(series).departures().get(0);

        assertThat(departure.anchor()).isEqualTo(2);
        assertThat(departure.size()).isEqualTo(5);
        assertThat(departure.standardError()).isCloseTo(Math.sqrt(4 + 0.25 + 1.25 / 3), within(1e-12));
        // Python: 0.5 * math.erfc(5 / math.sqrt(4.25 + 1.25 / 3) / math.sqrt(2))
        assertThat(departure.adjustedP()).isCloseTo(0.010318779121986109, within(1e-12));
    }

    @Test
    void aFirstVersionHasNothingToBeComparedWith() {
        assertThat(AnchorComparison.withDefaults().newest(VersionSeries.of(new double[1][1], new double[][] {{1}})))
                .isInstanceOf(NotComparable.class);
        assertThat(AnchorComparison.withDefaults().newest(VersionSeries.of(new double[0][], new double[0][])))
                .isInstanceOf(NotComparable.class);
    }

    @Test
    void theNewestVersionIsNoAnchor() {
        VersionSeries series = series(4, version -> 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnchorComparison.withDefaults().against(series, 0, 4))
                .withMessage("anchors 0 to 4 of 4 versions");
    }
}

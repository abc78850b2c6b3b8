package dev.flamegate.stats;

import java.util.SplittableRandom;

/** Seeded tables with a few dominant and many small features, and pods that differ by more than counting. */
final class RandomTables {
    private final SplittableRandom random;

    RandomTables(long seed) {
        random = new SplittableRandom(seed);
    }

    CountTable table(int features, int replicates) {
        double[] totals = new double[replicates];
        double[][] counts = new double[features][replicates];
        for (int replicate = 0; replicate < replicates; replicate++) {
            totals[replicate] = 5_000 + random.nextInt(10_000);
            for (int feature = 0; feature < features; feature++) {
                double share = 0.3 / (feature + 1.0) * (0.7 + 0.6 * random.nextDouble());
                counts[feature][replicate] = Math.floor(share * totals[replicate]);
            }
        }
        return CountTable.of(counts, totals);
    }

    int[] groups(int features) {
        int[] groups = new int[features];
        for (int feature = 0; feature < features; feature++) {
            groups[feature] = feature % 2;
        }
        return groups;
    }

    static double[][] counts(CountTable table) {
        double[][] counts = new double[table.features()][table.replicates()];
        for (int feature = 0; feature < table.features(); feature++) {
            for (int replicate = 0; replicate < table.replicates(); replicate++) {
                counts[feature][replicate] = table.count(feature, replicate);
            }
        }
        return counts;
    }

    static double[] totals(CountTable table) {
        double[] totals = new double[table.replicates()];
        for (int replicate = 0; replicate < table.replicates(); replicate++) {
            totals[replicate] = table.total(replicate);
        }
        return totals;
    }
}

package dev.flamegate.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Repetitions of one question.
 *
 * @param millis how long they took, shortest first
 * @param processorMillis what they took of all processors, which others that use the machine do not lengthen; least first
 */
record Timing(String question, double[] millis, double[] processorMillis) {

    /** @param repetition is told its number, from 0; the first few warm up and do not count */
    static Timing of(String question, int repetitions, IntConsumer repetition) {
        int warm = Math.max(3, repetitions / 8);
        double[] millis = new double[repetitions];
        double[] processor = new double[repetitions];
        for (int i = -warm; i < repetitions; i++) {
            long used = processorNanos();
            long start = System.nanoTime();
            repetition.accept(i + warm);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
                processor[i] = (processorNanos() - used) / 1e6;
            }
        }
        Arrays.sort(millis);
        Arrays.sort(processor);
        return new Timing(question, millis, processor);
    }

    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** The smallest time that so many of them all are no longer than. */
    double quantile(double part) {
        return millis[(int) Math.ceil(part * millis.length) - 1];
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,.1f ms | %,.1f ms | %,.1f ms | %d |",
                question,
                quantile(0.5),
                quantile(0.95),
                processorMillis[processorMillis.length / 2],
                millis.length);
    }
}

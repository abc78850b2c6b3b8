package dev.flamegate.stats;

/**
 * The sizes of a growth of the cost of a request, as fractions of the baseline's cost (0.03 is 3 % more).
 *
 * @param material smallest growth worth failing for, above 0
 * @param mustDetect growth that a pass has to exclude, above 0
 */
public record GrowthLimits(double material, double mustDetect) {

    /** @throws IllegalArgumentException if a value is outside its range; names the value and the range */
    public GrowthLimits {
        Arguments.requireBetween("material", material, 0, Double.POSITIVE_INFINITY);
        Arguments.requireBetween("mustDetect", mustDetect, 0, Double.POSITIVE_INFINITY);
    }

    /** 3 % fails, 10 % has to be excluded. */
    public static GrowthLimits withDefaults() {
        return new GrowthLimits(0.03, 0.10);
    }
}

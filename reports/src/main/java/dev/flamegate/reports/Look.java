package dev.flamegate.reports;

/**
 * Which of the planned looks at growing data this is. Every look spends its part of the error rate, so that looking often does not
 * make a false FAIL more likely.
 *
 * @param number 1 is the first
 * @param planned how many looks there will be, fixed before the first; at most {@value #PLANNED_MAX}
 */
public record Look(int number, int planned) {
    public static final int PLANNED_MAX = 100;

    /** One look at all the data. */
    public static final Look ONLY = new Look(1, 1);

    public Look {
        if (planned < 1 || planned > PLANNED_MAX || number < 1 || number > planned) {
            throw new IllegalArgumentException("look " + number + " of " + planned + ": expected 1 of 1 up to "
                    + PLANNED_MAX + " of " + PLANNED_MAX + ", the number at most the looks planned");
        }
    }

    /** {@code 2/6} is the second of six looks. */
    public static Look parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !parts[0].matches("[0-9]{1,3}") || !parts[1].matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("'" + text + "' is no look; expected NUMBER/PLANNED, for example 2/6");
        }
        return new Look(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Whether more data is to come. */
    public boolean soFar() {
        return number < planned;
    }

    @Override
    public String toString() {
        return number + " of " + planned;
    }
}

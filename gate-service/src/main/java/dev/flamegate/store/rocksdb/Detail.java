package dev.flamegate.store.rocksdb;

/** What days lose as they age, in this order. A day that loses the last of them is gone. */
enum Detail {
    PROFILES(Family.PROFILES),
    FIVE_MINUTES(Family.ROLLUP_5M),
    HOURS(Family.ROLLUP_1H),
    DAYS(Family.ROLLUP_1D);

    private final Family family;

    Detail(Family family) {
        this.family = family;
    }

    Family family() {
        return family;
    }

    /** How many details a day has lost that has just lost this one. */
    int droppedWithIt() {
        return ordinal() + 1;
    }

    boolean isLast() {
        return this == DAYS;
    }
}

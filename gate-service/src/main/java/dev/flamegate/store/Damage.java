package dev.flamegate.store;

/**
 * Something stored that fails its checks.
 *
 * @param place file, or family and row
 * @param what what is wrong there, and what it costs
 */
public record Damage(String place, String what) {

    @Override
    public String toString() {
        return place + ": " + what;
    }
}

package dev.flamegate.bench;

/** A way to compare that users might take instead of the gate. What takes dependent samples for independent must be seen to fail. */
interface Control {

    /** For people. */
    String name();

    /** Whether it would have failed this run. */
    boolean fails(DrawnTables tables);
}

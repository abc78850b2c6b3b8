package dev.flamegate.gate;

/** Knows how well a service's gate has done of late. */
public interface SelfRecords {
    /** Of no service anything is known. */
    SelfRecords NONE = service -> SelfRecord.NONE;

    SelfRecord of(String service);
}

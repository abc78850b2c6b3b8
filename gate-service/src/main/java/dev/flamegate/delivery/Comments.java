package dev.flamegate.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a verdict is worth a comment. One that is there is kept up to date in any case. */
public enum Comments {
    /** A pass makes none where nothing was said before. */
    @JsonProperty("on-change")
    ON_CHANGE,
    /** Every verdict makes one. */
    @JsonProperty("always")
    ALWAYS,
    /** The check alone speaks. */
    @JsonProperty("never")
    NEVER
}

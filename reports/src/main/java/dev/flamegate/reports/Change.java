package dev.flamegate.reports;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What happened to a function's share. A percentage exists only over a base that is not zero: {@link Appeared} has none.
 * <em>Points</em> are percentage points of the whole: a share that goes from 1.9 % to 9.4 % grew by 7.5 points.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.Grew.class, name = "grew"),
    @JsonSubTypes.Type(value = Change.Shrank.class, name = "shrank"),
    @JsonSubTypes.Type(value = Change.Appeared.class, name = "new"),
    @JsonSubTypes.Type(value = Change.Vanished.class, name = "vanished"),
    @JsonSubTypes.Type(value = Change.Unchanged.class, name = "unchanged"),
    @JsonSubTypes.Type(value = Change.Moved.class, name = "moved")
})
public sealed interface Change {

    /** Significant, more than before. */
    record Grew(double points, double percent) implements Change {
        public Grew {
            Require.finite(points, "points");
            Require.finite(percent, "percent");
        }
    }

    /** Significant, less than before. */
    record Shrank(double points, double percent) implements Change {
        public Shrank {
            Require.finite(points, "points");
            Require.finite(percent, "percent");
        }
    }

    /** Significant, and absent from the baseline. */
    record Appeared(double points) implements Change {
        public Appeared {
            Require.finite(points, "points");
        }
    }

    /** Significant, and absent from the candidate. */
    record Vanished(double points) implements Change {
        public Vanished {
            Require.finite(points, "points");
        }
    }

    /** Not significant. The points are what was measured, and may be noise. */
    record Unchanged(double points) implements Change {
        public Unchanged {
            Require.finite(points, "points");
        }
    }

    /** Cost that is now in, or was before in, {@code counterpart}. */
    record Moved(double points, String counterpart) implements Change {
        public Moved {
            Require.finite(points, "points");
        }
    }

    /** Percentage points; negative for less. */
    double points();
}

package dev.flamegate.store;

import dev.flamegate.profile.CallTree;
import java.util.List;

/** The answer to a selection: profiles whose nodes are nodes of one tree. */
public record Selected(CallTree tree, List<StoredProfile> profiles) {
    public Selected {
        profiles = List.copyOf(profiles);
    }
}

package dev.flamegate.bench;

import dev.flamegate.gate.Selection;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.ProfileType;
import java.util.List;
import java.util.Optional;

/**
 * Real profiles of a service in versions about which the truth is known.
 *
 * @param tree of all versions' profiles
 * @param versions the first is the baseline
 */
public record RecordedService(String name, ProfileType type, CallTree tree, List<Version> versions) {

    /**
     * One version.
     *
     * @param expect what a gate should say of it against the baseline: PASS, FAIL, or what it should not say
     * @param culprit canonical name of the function that regressed
     * @param pods with their windows
     */
    public record Version(String name, String expect, Optional<String> culprit, List<Selection.Pod> pods) {
        public Version {
            pods = List.copyOf(pods);
        }
    }

    public RecordedService {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("the recorded service " + name + " has no version");
        }
    }
}

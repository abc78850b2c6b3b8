package dev.flamegate.delivery;

/** Where pull requests live. */
public enum Forge {
    GITHUB,
    GITLAB
}

package dev.flamegate.delivery.github;

/** What comes from GitHub: what it tells, and the identities that it gives to jobs. */
public record FromGitHub(Webhooks webhooks, JobIdentities identities) {}

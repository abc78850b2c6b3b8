package dev.flamegate.delivery.github;

/** What comes from GitHub: what it tells, the identities that it gives to jobs, and how its deployments are answered. */
public record FromGitHub(Webhooks webhooks, JobIdentities identities, DeploymentSettings deployments) {}

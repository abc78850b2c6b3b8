package dev.flamegate.scrape;

import java.util.List;

/** What is scraped, and how it goes. Safe for use by many threads. */
public interface ScrapedTargets {

    /** In the order of jobs, then by address and profile; a snapshot. */
    List<TargetStatus> targets();
}

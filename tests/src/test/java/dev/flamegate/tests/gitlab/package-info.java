/** GitLab as the service sees it, played by a server that keeps GitLab's limits, and what the service does with it. */
@NullMarked
package dev.flamegate.tests.gitlab;

import org.jspecify.annotations.NullMarked;

/** Notes of merge requests and statuses of commits on GitLab, through its REST API, version 4. */
@NullMarked
package dev.flamegate.delivery.gitlab;

import org.jspecify.annotations.NullMarked;

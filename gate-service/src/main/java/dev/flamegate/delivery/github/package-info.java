/** Comments, check runs and statuses on GitHub, through its REST API. */
@NullMarked
package dev.flamegate.delivery.github;

import org.jspecify.annotations.NullMarked;

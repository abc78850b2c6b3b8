/** Requests to calls, results and errors to responses: the routes, the pages, the limits on what comes in. */
@NullMarked
package dev.flamegate.http;

import org.jspecify.annotations.NullMarked;

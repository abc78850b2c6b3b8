/** speedscope's JSON file format. */
@NullMarked
package dev.flamegate.ingest.speedscope;

import org.jspecify.annotations.NullMarked;

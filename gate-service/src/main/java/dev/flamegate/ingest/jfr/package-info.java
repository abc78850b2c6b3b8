/** JDK Flight Recorder's chunks, as the JDK and async-profiler write them: decoded by the metadata that they carry. */
@NullMarked
package dev.flamegate.ingest.jfr;

import org.jspecify.annotations.NullMarked;

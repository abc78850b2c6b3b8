/**
 * Measures how fast profiles are taken in: acknowledged and durable, over HTTP, by a service in a process of its own. Where the time
 * goes is told by timing its stages alone; beside them stand, in the same run, what bare decompression costs and what other tools need.
 */
@NullMarked
package dev.flamegate.bench.throughput;

import org.jspecify.annotations.NullMarked;

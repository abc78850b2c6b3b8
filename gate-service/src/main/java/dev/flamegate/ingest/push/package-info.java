/** Decodes {@code push.v1.PushRequest}, the message that Pyroscope's newer clients send. */
@NullMarked
package dev.flamegate.ingest.push;

import org.jspecify.annotations.NullMarked;

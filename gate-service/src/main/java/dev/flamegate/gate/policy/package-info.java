/** What a team asks of the gate, as a file that is reviewed like code: its model, its reader, and what it says of one function. */
@NullMarked
package dev.flamegate.gate.policy;

import org.jspecify.annotations.NullMarked;

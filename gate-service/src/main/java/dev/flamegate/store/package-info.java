/** Profiles and gate reports, kept durably under labels and time. Ports here, RocksDB behind them in a package of its own. */
@NullMarked
package dev.flamegate.store;

import org.jspecify.annotations.NullMarked;

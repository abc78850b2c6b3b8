/**
 * Pure functions over counts: is a version slower than the one in service, and how sure can one be?
 *
 * <p>Read in this order: {@link dev.flamegate.stats.CountTable} is what comes in,
 * {@link dev.flamegate.stats.ShareComparison} is the method, {@link dev.flamegate.stats.RowOutcome} is what comes out.
 *
 * <table>
 *   <caption>One question each</caption>
 *   <tr><td>{@link dev.flamegate.stats.MaterialRows}</td><td>Which functions are worth a hypothesis?</td></tr>
 *   <tr><td>{@link dev.flamegate.stats.PostStratification}</td><td>What would the shares be at the same traffic mix?</td></tr>
 *   <tr><td>{@link dev.flamegate.stats.SampleRemoval}</td><td>What is left without the functions that improved?</td></tr>
 *   <tr><td>{@link dev.flamegate.stats.ShareComparison}</td><td>Which shares grew, and which surely did not?</td></tr>
 *   <tr><td>{@link dev.flamegate.stats.UniformSlowdown}</td><td>Did everything become slower alike?</td></tr>
 *   <tr><td>{@link dev.flamegate.stats.HistoryPrior}</td><td>What do past runs say about the spread between pods?</td></tr>
 *   <tr><td>{@link dev.flamegate.stats.SequentialSpending}</td><td>How may one look more than once?</td></tr>
 *   <tr><td>{@link dev.flamegate.stats.PeriodComparison}</td><td>What if the versions did not run together?</td></tr>
 *   <tr><td>{@link dev.flamegate.stats.ChangeScan}</td><td>Did something creep in over a week of versions?</td></tr>
 *   <tr><td>{@link dev.flamegate.stats.AnchorComparison}</td><td>Is a version dearer than the pooled ones before it?</td></tr>
 *   <tr><td>{@link dev.flamegate.stats.DesignEffect}</td><td>How much do the samples really say?</td></tr>
 * </table>
 *
 * <p>Nothing here knows a profile, a file, a clock or a random number: equal arguments give equal results. A method that
 * cannot answer returns {@link dev.flamegate.stats.NotComparable} with the reason; a broken rule of an argument throws
 * {@link java.lang.IllegalArgumentException}; a number that is not finite never leaves.
 *
 * <p>How often equal versions fail is measured, not assumed: {@code flamegate bench calibration} draws profiles whose pods
 * differ and asks the whole gate.
 */
@NullMarked
package dev.flamegate.stats;

import org.jspecify.annotations.NullMarked;

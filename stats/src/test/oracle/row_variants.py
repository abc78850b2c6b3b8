"""Expected figures for the variants of the row test: python3 row_variants.py DIRECTORY (numpy 2.4.6, scipy 1.17.1).

Writes, each with the data it was computed from:
history_*.csv            four against three replicates with the variances of past runs added; row 5 varies far more
                         than its past, row 6 has none
periods_*.csv            eight baseline periods and one candidate period, three pods each
stratified_*.csv         five against four replicates in six strata, one of them tiny
scan_*.csv               fourteen versions of five rows
"""
import sys

import numpy as np
from scipy import stats

from share_comparison import CAP, prior

ROWS = 24


def moderated(delta, s2, d, unscaled, x, groups):
    d, post, df = np.broadcast_to(d, s2.shape), np.empty_like(s2), np.empty_like(s2)
    for g in np.unique(groups):
        i = groups == g
        d0, s02 = prior(s2[i], d[i], x[i])
        print("  group", g, "rows", i.sum(), "d0", d0)
        d0 = np.minimum(d0, CAP * d[i])
        post[i], df[i] = (d0 * s02 + d[i] * s2[i]) / (d0 + d[i]), np.minimum(d0 + d[i], d[i].sum())
    se = np.sqrt(post * unscaled)
    return np.column_stack([delta, se, df, delta / se, stats.t.sf(delta / se, df)])


def within(y, split):
    a, b = y[:, :split], y[:, split:]
    na, nb = a.shape[1], b.shape[1]
    squares = a.var(axis=1) * na + b.var(axis=1) * nb
    return squares, na + nb - 2, 1 / na + 1 / nb, b.mean(axis=1) - a.mean(axis=1), (a.mean(axis=1) + b.mean(axis=1)) / 2


def noisy(rng, replicates, sd=0.12):
    return 0.25 / np.arange(1, ROWS + 1)[:, None] * np.exp(sd * rng.standard_normal((ROWS, replicates)))


def save(directory, name, header, table):
    np.savetxt(f"{directory}/{name}.csv", table, "%.17g", ",", header=header, comments="")


FIGURES = "delta,se,df,t,p"


def history(directory):
    rng = np.random.default_rng(1)
    totals = rng.integers(8_000, 16_000, 7)
    counts = rng.binomial(totals, noisy(rng, 7))
    squares, d, unscaled, delta, mean = within(counts / totals, 4)
    past, past_d = np.zeros(ROWS), 0
    for _ in range(6):
        n = rng.integers(8_000, 16_000, 7)
        s, k, *_ = within(rng.binomial(n, noisy(rng, 7)) / n, 4)
        past, past_d = past + s, past_d + k
    past[5] /= 400
    freedom = np.full(ROWS, past_d)
    past[6] = freedom[6] = 0
    with np.errstate(divide="ignore", invalid="ignore"):
        used = stats.f.sf((squares / d) / (past / freedom), d, freedom) >= 0.01
    print("history: not used in rows", np.flatnonzero(~used))
    s2, all_d = (squares + used * past) / (d + used * freedom), d + used * freedom
    table = moderated(delta, s2, all_d, unscaled, np.log(mean), np.zeros(ROWS))
    save(directory, "history_data", "pod," * 7 + "past,freedom",
         np.column_stack([np.vstack([totals, counts]), [0, *past], [0, *freedom]]))
    save(directory, "history_expected", FIGURES, table)


def periods(directory):
    rng = np.random.default_rng(2)
    shared = noisy(rng, 9, 0.08)
    totals = rng.integers(8_000, 16_000, (9, 3))
    counts = rng.binomial(totals, shared[:, :, None] * np.exp(0.1 * rng.standard_normal((ROWS, 9, 3))))
    y = (counts / totals).mean(axis=2)
    squares, d, unscaled, delta, mean = within(y, 8)
    print("periods:")
    table = moderated(delta, squares / d, d, unscaled, np.log(mean), np.arange(ROWS) % 2)
    save(directory, "periods_data", "period_pod," * 26 + "period_pod",
         np.vstack([totals.reshape(1, 27), counts.reshape(ROWS, 27)]))
    save(directory, "periods_expected", FIGURES, table)


def stratified(directory):
    rng = np.random.default_rng(3)
    mix = np.array([0.4, 0.25, 0.2, 0.08, 0.06, 0.01])[:, None] * np.exp(0.3 * rng.standard_normal((6, 9)))
    totals = rng.poisson(12_000 * mix / mix.sum(axis=0))
    inside = rng.dirichlet(np.full(6, 0.4), ROWS)
    inside[3] = [0.97, 0.006, 0.006, 0.006, 0.006, 0.006]
    share = np.minimum(0.95, inside * 0.6 / np.arange(2, ROWS + 2)[:, None] / mix.mean(axis=1) / 2)
    share[3, 0] = 0.95
    counts = rng.binomial(totals, np.minimum(1, share[:, :, None] * np.exp(0.1 * rng.standard_normal((ROWS, 6, 9)))))
    n = totals.sum(axis=0)
    small = (totals / n).mean(axis=1) < 0.02
    k = np.concatenate([counts[:, ~small], counts[:, small].sum(axis=1, keepdims=True)], axis=1)
    s = np.concatenate([totals[~small], totals[small].sum(axis=0, keepdims=True)])
    w = (s / n).mean(axis=1)
    pooled_k, pooled_s = k.sum(axis=2), s.sum(axis=1)
    q, m = pooled_k / pooled_s, pooled_k.sum(axis=1) / pooled_s.sum()
    attenuation = (pooled_s / pooled_s.sum() * q * (1 - q)).sum(axis=1) / (m * (1 - m))
    plain = counts.sum(axis=1) / n
    use = attenuation > 0.5
    y = np.where(use[:, None], (w[:, None] * k / s).sum(axis=1) / np.where(use, attenuation, 1)[:, None], plain)
    squares, d, unscaled, delta, _ = within(y, 5)
    mean = (plain[:, :5].mean(axis=1) + plain[:, 5:].mean(axis=1)) / 2
    print("stratified:", small.sum(), "merged,", use.sum(), "standardised")
    groups = use if min(use.sum(), (~use).sum()) >= 10 else np.zeros(ROWS)
    table = moderated(delta, squares / d, d, unscaled, np.log(mean), groups)
    save(directory, "stratified_data", "replicate," * 8 + "replicate", np.vstack([totals, counts.reshape(ROWS * 6, 9)]))
    save(directory, "stratified_expected", FIGURES + ",attenuation", np.column_stack([table, attenuation]))


def scan(directory):
    rng = np.random.default_rng(4)
    x = 0.01 + 0.001 * rng.standard_normal((5, 14))
    x[1, 7:] += 0.004
    x[2] += 0.0006 * np.arange(14)
    x[3, 5] += 0.008
    se = 0.001 * np.sqrt(28 / rng.chisquare(28, (5, 14)))
    tau = np.array([0, 0, 0.0005, 0.0005, 0.001])
    variance = (se**2).mean(axis=1) + tau**2
    splits = np.arange(2, 13)
    z = np.array([(x[:, k:].mean(axis=1) - x[:, :k].mean(axis=1)) / np.sqrt(variance * (1 / k + 1 / (14 - k)))
                  for k in splits])
    best = z.argmax(axis=0)
    p = np.minimum(1, stats.norm.sf(z.max(axis=0)) * splits.size * 5)
    save(directory, "scan_data", "tau," + "estimate," * 14 + "error," * 13 + "error", np.column_stack([tau, x, se]))
    save(directory, "scan_expected", "first,z,p", np.column_stack([splits[best], z.max(axis=0), p]))


if __name__ == "__main__":
    for part in (history, periods, stratified, scan):
        part(sys.argv[1])

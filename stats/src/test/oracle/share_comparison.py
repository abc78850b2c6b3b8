"""Expected figures for ShareComparisonOracleTest: python3 share_comparison.py DIRECTORY (numpy 2.4.6, scipy 1.17.1).

Writes share_comparison_counts.csv (group, then one column per replicate; the first line holds the totals) and
share_comparison_expected.csv: five baseline and four candidate replicates, two prior groups, two rows that are far more
variable than the others, one row that grew.
"""
import sys

import numpy as np
from scipy import special, stats

BASELINE, CANDIDATE, CAP, ALPHA, FRACTION, POWER = 5, 4, 2.0, 0.01, 0.9, 0.8


def draw():
    rng = np.random.default_rng(20260101)
    shares = 0.2 / np.arange(1, 37)
    totals = rng.integers(8_000, 16_000, BASELINE + CANDIDATE)
    noise = np.exp(0.10 * rng.standard_normal((36, totals.size)) * np.sqrt(6 / rng.chisquare(6, (36, 1))))
    noise[[4, 20]] **= 6
    noise[8, BASELINE:] *= 3.0
    means = shares[:, None] * noise
    return rng.binomial(totals, np.minimum(means, 0.9)), totals, np.arange(36) % 3 // 2


def prior(s2, d, x):
    e = np.log(np.maximum(s2, 1e-5 * np.median(s2))) - special.digamma(d / 2) + np.log(d / 2)
    x = (x - x.mean()) / x.std()
    design, w = np.vander(x, 3, increasing=True), np.ones(e.size)
    for _ in range(4):
        root = np.sqrt(w)[:, None]
        beta = np.linalg.lstsq(design * root, e * root[:, 0], rcond=None)[0]
        r = e - design @ beta
        w = np.minimum(1, 2.5 * 1.4826 * np.median(abs(r - np.median(r))) / abs(r))
    tau = r @ r / (e.size - 3) - special.polygamma(1, d / 2)
    if tau <= 0:
        return np.inf, np.exp(design @ beta)
    lo, hi = 1e-9, 1e9
    for _ in range(400):
        mid = np.sqrt(lo * hi)
        lo, hi = (mid, hi) if special.polygamma(1, mid) > tau else (lo, mid)
    return 2 * lo, np.exp(design @ beta + special.digamma(lo) - np.log(lo))


def main(directory):
    counts, totals, groups = draw()
    y = counts / totals
    a, b = y[:, :BASELINE], y[:, BASELINE:]
    d = BASELINE + CANDIDATE - 2
    s2 = (a.var(axis=1) * BASELINE + b.var(axis=1) * CANDIDATE) / d
    x = np.log((a.mean(axis=1) + b.mean(axis=1)) / 2)
    post, df = np.empty_like(s2), np.empty_like(s2)
    for g in (0, 1):
        i = groups == g
        d0, s02 = prior(s2[i], d, x[i])
        print("group", g, "rows", i.sum(), "d0", d0)
        d0 = min(d0, CAP * d)
        post[i], df[i] = (d0 * s02 + d * s2[i]) / (d0 + d), min(d0 + d, d * i.sum())
    se = np.sqrt(post * (1 / BASELINE + 1 / CANDIDATE))
    delta = b.mean(axis=1) - a.mean(axis=1)
    t = delta / se
    p = stats.t.sf(t, df)
    order, m = np.argsort(p), p.size
    holm = np.empty(m)
    holm[order] = np.minimum(1, np.maximum.accumulate(p[order] * (m - np.arange(m))) / FRACTION)
    mde = (stats.t.isf(ALPHA * FRACTION / m, df) + stats.t.ppf(POWER, df)) * se
    table = np.column_stack([delta, se, df, t, p, holm, delta + stats.t.ppf(0.95, df) * se, mde])
    np.savetxt(f"{directory}/share_comparison_expected.csv", table, "%.17g", ",", comments="",
               header="delta,se,df,t,p,adjusted,upper,mde")
    with open(f"{directory}/share_comparison_counts.csv", "w") as out:
        out.write(",".join(map(str, [0, *totals])) + "\n")
        for g, row in zip(groups, counts):
            out.write(",".join(map(str, [g, *row])) + "\n")


main(sys.argv[1])

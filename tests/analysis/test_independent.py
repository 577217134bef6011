"""A random round calculated once by us, and once from the answers one by one by other libraries."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

import analysis
from analysis.comparison import compare_choices, compare_several, compare_two
from analysis.distribution import net, quartiles, standard_deviation
from analysis.estimates import Share
from analysis.index import index
from analysis.intervals import hypergeometric
from tests.analysis.builders import (
    a_codebook,
    a_dataset,
    a_likert,
    a_multiple,
    a_single,
)
from tests.analysis.shown import a_choice_estimate, a_likert_estimate

CLASSES = ("Athena", "Stig", "Sara")
ITEMS = ("a", "b", "c", "d")
ANSWERS = ("1", "2", "3", "4", "5", "vet_ej", None)
HINDRANCES = ("tid", "pengar", "regler")


@pytest.fixture(params=range(4))
def raw(request):
    """Return a random round as a frame with a row a person."""
    chance = np.random.default_rng(request.param)
    n = int(chance.integers(90, 400))
    likely = chance.dirichlet([2, 3, 5, 8, 4, 1.5, 1], size=len(ITEMS))
    frame = pd.DataFrame(
        {
            name: chance.choice(np.array(ANSWERS, dtype=object), n, p=each)
            for name, each in zip(ITEMS, likely, strict=True)
        }
    )
    frame["class"] = [f"c{one}" for one in chance.integers(1, 4, n)]
    frame["var"] = chance.choice(["kommun", "af", "fk"], n, p=[0.5, 0.3, 0.2])
    ticked = chance.random((n, 3)) < (0.6, 0.3, 0.4)
    frame["hinder"] = [
        [one for one, yes in zip(HINDRANCES, row, strict=True) if yes] for row in ticked
    ]
    return frame


@pytest.fixture
def dataset(raw, tmp_path):
    codebook = a_codebook(
        [
            *(a_likert(name, vet_ej=True) for name in ITEMS),
            a_single("var", "kommun", "af", "fk"),
            a_multiple("hinder", *HINDRANCES),
        ],
        classes=CLASSES,
    )
    rows = [
        {name: one for name, one in row.items() if isinstance(one, str | list) and one}
        for row in raw.to_dict("records")
    ]
    return a_dataset(tmp_path / "export", codebook, rows)


def of_group(raw, group):
    return raw if group is None else raw[raw["class"] == f"c{CLASSES.index(group) + 1}"]


def half_up(count, of):
    return math.floor(Fraction(100 * int(count), int(of)) + Fraction(1, 2))


def steps(answers):
    """Return the answers on the scale, as numbers."""
    return answers[answers.notna() & (answers != "vet_ej")].astype(int)


def test_counts_shares_means_and_quartiles_are_those_of_pandas(raw, dataset):
    summary = analysis.summary(dataset, by_class=True)
    assert len(summary.items) == len(ITEMS) * (1 + len(CLASSES))
    for found in summary.items:
        answers = of_group(raw, found.group)[found.variable.name]
        given = answers.dropna()
        values = steps(answers)
        assert (found.n, found.no_answer) == (len(given), answers.isna().sum())
        counted = given.value_counts()
        codes = [code.code for code in found.variable.codes]
        assert found.counts == tuple(int(counted.get(code, 0)) for code in codes)
        assert found.percents == tuple(half_up(count, len(given)) for count in found.counts)
        agree, disagree = (values >= 4).sum(), (values <= 2).sum()
        assert found.top2 == Share(count=agree, of=len(given))
        assert found.top2_substantive == Share(count=agree, of=len(values))
        assert found.top2.percent == half_up(agree, len(given))
        assert net(found) == half_up(agree - disagree, len(given))
        assert found.mean == pytest.approx(values.mean(), abs=0.005001)
        assert standard_deviation(found) == pytest.approx(values.std(), abs=0.005001)
        expected = np.quantile(values, [0.25, 0.5, 0.75], method="averaged_inverted_cdf")
        quarters = quartiles(found)
        assert (quarters.lower, quarters.median, quarters.upper) == tuple(expected)
        assert found.median == values.median()


def test_choices_on_both_bases_are_those_of_pandas(raw, dataset):
    single, multiple = analysis.summary(dataset).choices
    assert single.counts == tuple(raw["var"].value_counts()[["kommun", "af", "fk"]])
    answered = raw["hinder"][raw["hinder"].map(len) > 0]
    ticks = answered.explode().value_counts()[list(HINDRANCES)]
    assert (multiple.n, multiple.picks) == (len(answered), ticks.sum())
    assert multiple.counts == tuple(ticks)
    assert multiple.percents == tuple(half_up(one, len(answered)) for one in ticks)
    assert multiple.percents_of_picks == pytest.approx(tuple(100 * ticks / ticks.sum()), abs=0.0501)


def test_alpha_is_that_of_an_analysis_of_variance(raw, dataset):
    """Hoyt (1941): alpha is what persons differ beyond what is left unexplained."""
    complete = raw[list(ITEMS)].replace("vet_ej", None).dropna().astype(int)
    long = complete.reset_index(names="person").melt("person", var_name="item", value_name="answer")
    table = anova_lm(ols("answer ~ C(person) + C(item)", data=long).fit())
    persons, rest = (table.loc[row, "mean_sq"] for row in ("C(person)", "Residual"))
    (found,) = index(dataset, ITEMS)
    assert found.n == len(complete)
    assert found.alpha == pytest.approx(1 - rest / persons, abs=0.005001)
    assert found.mean == pytest.approx(complete.to_numpy().mean(), abs=0.005001)


def by_class(raw, dataset, name):
    summary = analysis.summary(dataset, by_class=True)
    estimates = [one for one in summary.items if one.variable.name == name and one.group]
    return estimates, [steps(of_group(raw, one.group)[name]).to_numpy() for one in estimates]


def test_kruskal_wallis_is_the_share_of_the_ranks_that_groups_explain(raw, dataset):
    for name in ITEMS[:2]:
        estimates, samples = by_class(raw, dataset, name)
        found = compare_several(estimates)
        ranks = stats.rankdata(np.concatenate(samples))
        groups = np.repeat(range(len(samples)), [len(one) for one in samples])
        fitted = sm.OLS(ranks, pd.get_dummies(groups).astype(float)).fit()
        h = (len(ranks) - 1) * fitted.rsquared
        assert found.h == pytest.approx(h)
        assert found.p == pytest.approx(stats.chi2.sf(h, len(samples) - 1))


def test_mann_whitney_by_permutation_is_near_the_normal_curve_where_many_answered(raw, dataset):
    for name in ITEMS[:2]:
        (first, second, _), (one, other, _) = by_class(raw, dataset, name)
        found = compare_two(first, second)
        ranks = stats.rankdata(np.concatenate([one, other]))
        n, m = len(one), len(other)
        # The variance of a rank sum drawn without replacement: ties are in the ranks themselves.
        spread = math.sqrt(n * m / (n + m) * ranks.var(ddof=1))
        z = (ranks[:n].sum() - n * ranks.mean()) / spread
        assert found.p == pytest.approx(2 * stats.norm.sf(abs(z)), abs=0.03)
        wins = (one[:, None] > other).mean() - (one[:, None] < other).mean()
        assert found.delta == pytest.approx(wins)


def table_p(table):
    """Return the exact p-value of a table: every table with its margins, by recursion."""
    rows, columns = (
        [sum(row) for row in table],
        [sum(column) for column in zip(*table, strict=True)],
    )

    def ways(row_sums, left):
        """Give the log weight of every table with these margins."""
        if len(row_sums) == 1:
            yield -sum(math.lgamma(one + 1) for one in left)
            return
        for row in parts(row_sums[0], left):
            weight = -sum(math.lgamma(one + 1) for one in row)
            rest = [have - one for have, one in zip(left, row, strict=True)]
            for other in ways(row_sums[1:], rest):
                yield weight + other

    def parts(total, most):
        if len(most) == 1:
            if total <= most[0]:
                yield (total,)
            return
        for first in range(min(total, most[0]) + 1):
            for others in parts(total - first, most[1:]):
                yield (first, *others)

    observed = -sum(math.lgamma(one + 1) for row in table for one in row)
    weights = np.array(list(ways(rows, columns)))
    chances = np.exp(weights - weights.max())
    return chances[weights <= observed + 1e-9].sum() / chances.sum()


@pytest.mark.parametrize("seed", range(5))
def test_fisher_is_the_sum_over_every_table_with_the_same_margins(seed):
    chance = np.random.default_rng(seed)
    rows, columns = chance.integers(2, 4, size=2)
    table = [[int(one) for one in row] for row in chance.integers(0, 7, (rows, columns)) + 1]
    found = compare_choices(
        [a_choice_estimate(*row, group=f"g{place}") for place, row in enumerate(table)]
    )
    assert found.p == pytest.approx(table_p(table), abs=1e-9 if rows == columns == 2 else 0.02)


@pytest.mark.parametrize("seed", range(20))
def test_the_exact_interval_is_that_of_the_hypergeometric_of_scipy(seed):
    chance = np.random.default_rng(seed)
    population = int(chance.integers(12, 300))
    of = int(chance.integers(5, population))
    count = int(chance.integers(0, of + 1))
    truths = np.arange(population + 1)
    at_least = stats.hypergeom.sf(count - 1, population, truths, of)
    at_most = stats.hypergeom.cdf(count, population, truths, of)
    held = truths[(at_least > 0.025) & (at_most > 0.025)]
    found = hypergeometric(count, of, population)
    limits = (Fraction(int(held.min()), population), Fraction(int(held.max()), population))
    assert (found.low, found.high) == limits


def test_two_groups_of_many_who_answer_alike_do_not_differ():
    same = (10, 20, 30, 40, 20)
    first, second = (a_likert_estimate(*same, group=name) for name in "AB")
    found = compare_two(first, second)
    assert (found.delta, found.p) == (0, pytest.approx(1, abs=0.01))

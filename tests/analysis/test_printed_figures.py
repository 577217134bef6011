"""The figures that the reports printed, typed in by hand (analysis.md, sections 5.1 and 5.2)."""

import pytest

import analysis
from tests.analysis.builders import (
    a_codebook,
    a_dataset,
    a_likert,
    a_multiple,
    a_single,
    a_text,
    beside,
    rows_of,
)

NEARER_WORK = {
    "id": "narmat_arbetslivet",
    "text": "Deltagare har närmat sig arbetslivet",
    "condition": {
        "kind": "any",
        "conditions": [
            {"kind": "at_least", "item": "vidare_arbete", "value": 4},
            {"kind": "at_least", "item": "vidare_studier", "value": 4},
            {"kind": "at_least", "item": "vidare_annat", "value": 3},
        ],
    },
}


@pytest.fixture
def deltagare(tmp_path):
    """57 answered: 47 of 57 meaningful, 42 of 56 involved, 46 of 56 the right things."""
    items = ("tycker_meningsfullt", "tycker_delaktig", "tycker_ratt_saker")
    next_steps = ("vidare_arbete", "vidare_studier", "vidare_annat")
    rows = beside(
        rows_of("tycker_meningsfullt", {"1": 1, "2": 2, "3": 7, "4": 21, "5": 26}),
        rows_of("tycker_delaktig", {"1": 2, "2": 4, "3": 8, "4": 22, "5": 20}),
        rows_of("tycker_ratt_saker", {"1": 1, "2": 3, "3": 6, "4": 25, "5": 21}),
        # Seven see work, two of them studies as well; another two only studies; another six only
        # the neutral middle of “annat”; the rest none of the three.
        [
            *[{"vidare_arbete": "4", "vidare_studier": "4", "vidare_annat": "5"}] * 2,
            *[{"vidare_arbete": "5", "vidare_studier": "1", "vidare_annat": "1"}] * 5,
            *[{"vidare_arbete": "1", "vidare_studier": "5", "vidare_annat": "2"}] * 2,
            *[{"vidare_arbete": "3", "vidare_studier": "3", "vidare_annat": "3"}] * 6,
            *[{"vidare_arbete": "3", "vidare_studier": "2", "vidare_annat": "2"}] * 41,
        ],
    )
    codebook = a_codebook(
        [a_likert(name) for name in (*items, *next_steps)], k=10, indicators=[NEARER_WORK]
    )
    return a_dataset(tmp_path / "export", codebook, rows)


def item(summary, name, group=None):
    found = [one for one in summary.items if one.variable.name == name and one.group == group]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("name", "count", "of", "printed"),
    [
        ("tycker_meningsfullt", 47, 57, 82),  # case 2
        ("tycker_delaktig", 42, 56, 75),  # case 3
        ("tycker_ratt_saker", 46, 56, 82),  # case 4
    ],
)
def test_the_share_that_agrees_is_the_printed_one(deltagare, name, count, of, printed):
    top2 = item(analysis.summary(deltagare), name).top2
    assert (top2.count, top2.of, top2.percent) == (count, of, printed)


def test_nearer_to_working_life_counts_each_person_once(deltagare):  # case 5
    (indicator,) = analysis.summary(deltagare).indicators
    share = indicator.share
    assert (share.count, share.of, share.percent) == (15, 56, 27)


def test_each_item_has_its_own_base(deltagare):  # case 11
    summary = analysis.summary(deltagare)
    assert summary.n == 57
    found = [item(summary, name) for name in ("tycker_meningsfullt", "tycker_delaktig")]
    assert [(one.n, one.no_answer) for one in found] == [(57, 0), (56, 1)]


def test_the_mean_is_the_one_of_the_design(deltagare):
    delaktig = item(analysis.summary(deltagare), "tycker_delaktig")
    assert (delaktig.median, delaktig.mean) == (4, 3.96)
    assert delaktig.counts == (2, 4, 8, 22, 20)
    assert delaktig.percents == (4, 7, 14, 39, 36)


def test_vet_ej_is_in_the_base(tmp_path):  # case 6
    counts = {"1": 3, "2": 6, "3": 13, "4": 18, "5": 7, "vet_ej": 9, None: 2}
    codebook = a_codebook([a_likert("hinder", vet_ej=True)])
    dataset = a_dataset(tmp_path / "export", codebook, rows_of("hinder", counts))
    hinder = item(analysis.summary(dataset), "hinder")

    assert (dataset.n, hinder.n, hinder.no_answer) == (58, 56, 2)
    assert (hinder.top2.count, hinder.top2.of, hinder.top2.percent) == (25, 56, 45)
    assert hinder.counts[-1] == 9
    # The other base is named, and never mixed up with the printed one.
    without = hinder.top2_substantive
    assert (without.count, without.of, without.percent) == (25, 47, 53)
    # 18 and 7 of 56 are printed as 32 and 13; their sum is 45 all the same.
    assert hinder.percents[3:5] == (32, 13)
    # The mean and the median know nothing of “vet ej”: 161 / 47 = 3.4255.
    assert (hinder.mean, hinder.median) == (3.43, 4)


ORGANISATION = a_single(
    "organisation", "kommun", "arbetsformedlingen", "forsakringskassan", "landstinget", "annan"
)
OTHER = a_text("organisation_annan", specifies="organisation", specify_code="annan")
OTHER_TEXTS = [
    ("organisation_annan", "", "Arbetar för ALLA"),
    ("organisation_annan", "", " arbetar  för alla "),
    ("organisation_annan", "", "Skogsstyrelsen"),
    ("organisation_annan", "", "skogsstyrelsen"),
]


def test_table_2_comes_from_the_answers_and_the_texts_beside_them(tmp_path):  # case 7
    from analysis.recode import Recoding

    counts = {
        "kommun": 24,
        "arbetsformedlingen": 13,
        "forsakringskassan": 5,
        "landstinget": 12,
        "annan": 4,
    }
    dataset = a_dataset(
        tmp_path / "export",
        a_codebook([ORGANISATION, OTHER]),
        rows_of("organisation", counts),
        texts=OTHER_TEXTS,
    )
    recoding = Recoding(
        categories={
            "organisation_annan": {
                "Arbetar för alla": ("arbetar för alla",),
                "Övrig aktör": ("SKOGSSTYRELSEN",),
            }
        }
    )
    summary = analysis.summary(dataset, recoding=recoding)

    table2 = summary.recoded[0].estimate
    assert table2.counts == (24, 13, 5, 12, 2, 2)
    assert table2.n == sum(table2.counts) == 58
    assert [code.text for code in table2.variable.codes][-2:] == ["Arbetar för alla", "Övrig aktör"]
    # Rounded one by one they give 99, and nothing is forced.
    assert table2.percents == (41, 22, 9, 21, 3, 3)
    assert sum(table2.percents) == 99
    # The answers themselves are as they were given.
    assert summary.choices[0].counts == (24, 13, 5, 12, 4)


def test_table_3_shows_the_answer_nobody_gave(tmp_path):  # cases 8 and 9
    rows = rows_of("arbetssatt", {"1": 1, "3": 3, "4": 2, "5": 1})
    atleast3 = {
        "id": "positiva",
        "text": "Mer eller mindre positiva",
        "condition": {"kind": "at_least", "item": "arbetssatt", "value": 3},
    }
    codebook = a_codebook(
        [a_likert("arbetssatt", vet_ej=True)], k=5, detail="full", indicators=[atleast3]
    )
    summary = analysis.summary(a_dataset(tmp_path / "export", codebook, rows))
    table3 = item(summary, "arbetssatt")

    assert table3.counts == (1, 0, 3, 2, 1, 0)
    assert table3.n == 7
    assert (table3.top2.count, table3.top2.of) == (3, 7)
    assert (table3.mean, table3.median) == (3.29, 3)
    # Sums to 100 by luck.
    assert table3.percents == (14, 0, 43, 29, 14, 0)
    # Six of seven are more or less positive, the middle included.
    positive = summary.indicators[0].share
    assert (positive.count, positive.of) == (6, 7)


def test_five_sixths_gave_four_or_five(tmp_path):  # case 13
    rows = rows_of("kand", {"2": 1, "3": 1, "4": 6, "5": 4})
    summary = analysis.summary(a_dataset(tmp_path / "export", a_codebook([a_likert("kand")]), rows))
    top2 = item(summary, "kand").top2
    assert (top2.count, top2.of, top2.percent) == (10, 12, 83)


def test_a_share_of_the_picks_is_not_a_share_of_the_persons(tmp_path):  # case 14
    two_each = [
        *[{"hinder": ["tid", "resor"]}] * 3,
        *[{"hinder": ["regler", "resor"]}] * 4,
        *[{"hinder": ["regler", "pengar"]}] * 5,
        {},
    ]
    codebook = a_codebook([a_multiple("hinder", "tid", "resor", "regler", "pengar")])
    (choice,) = analysis.summary(a_dataset(tmp_path / "export", codebook, two_each)).choices

    assert (choice.n, choice.no_answer, choice.picks) == (12, 1, 24)
    assert choice.counts == (3, 7, 9, 5)
    assert choice.percents[0] == 25
    assert choice.percents_of_picks[0] == 12.5


def test_the_same_words_in_two_matrices_are_two_items(tmp_path):
    words = "Handläggning av individärenden har blivit effektivare tack vare samverkan"
    codebook = a_codebook(
        [a_likert("individ_effektivare", text=words), a_likert("resultat_effektivare", text=words)]
    )
    rows = beside(
        rows_of("individ_effektivare", {"4": 12}), rows_of("resultat_effektivare", {"2": 12})
    )
    summary = analysis.summary(a_dataset(tmp_path / "export", codebook, rows))
    assert item(summary, "individ_effektivare").top2.count == 12
    assert item(summary, "resultat_effektivare").top2.count == 0


def test_vet_ej_belongs_to_the_item_and_not_to_its_neighbours(tmp_path):
    codebook = a_codebook(
        [a_likert("samverkan", scale="annan5", vet_ej=True), a_likert("insatser")]
    )
    rows = beside(
        rows_of("samverkan", {"5": 6, "vet_ej": 6}), rows_of("insatser", {"5": 6, "1": 6})
    )
    summary = analysis.summary(a_dataset(tmp_path / "export", codebook, rows))
    assert len(item(summary, "samverkan").counts) == 6
    assert item(summary, "samverkan").top2_substantive.of == 6
    assert len(item(summary, "insatser").counts) == 5

"""Answers from elsewhere are kept as a released round keeps its own."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.reading import pooling
from survey_app.ballots import release
from tests.analysis.builders import a_likert, a_text
from tests.analysis.reading.builders import problems_of, read, texts, the_codebook

ASKED = (a_likert("nojd"), a_text("ovrigt"))


def answers_in(groups: dict[str, int], *, text: str = "Bra") -> str:
    rows = [f"{1 + place % 5};{text};{name}" for name, n in groups.items() for place in range(n)]
    return "\n".join(["nojd;ovrigt;grupp", *rows])


@given(st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 15)), st.integers(3, 10))
def test_groups_are_pooled_as_at_release(sizes, k):
    expected = [one.group_ids for one in release.pool(sizes, k)]
    assert list(pooling.pool(sizes, k)) == expected


@given(
    st.dictionaries(st.sampled_from(["c1", "c2", "c3", None]), st.integers(0, 15)),
    st.fixed_dictionaries({name: st.integers(5, 20) for name in ("c1", "c2", "c3")}),
)
def test_texts_keep_their_class_as_at_release(written, answered):
    found = Counter({one: n for one, n in written.items() if n})
    assert pooling.named_classes(found, answered) == release._named(found, answered)


def test_small_groups_are_told_together():
    found = read(answers_in({"A": 12, "B": 3, "C": 4, "D": 2}), the_codebook(*ASKED))
    assert [one.name for one in found.codebook.classes] == ["A", "B + C + D"]
    assert Counter(int(one) for one in found.classes) == {1: 12, 2: 9}
    assert sum(one.answered for one in found.counts) == found.n == 21


def test_one_small_group_takes_another_with_it():
    found = read(answers_in({"A": 12, "B": 9, "C": 2}), the_codebook(*ASKED))
    assert [one.name for one in found.codebook.classes] == ["A", "B + C"]


def test_one_group_or_only_small_ones_give_no_classes():
    assert read(answers_in({"A": 4, "B": 4}), the_codebook(*ASKED)).codebook.classes == ()
    assert not read(answers_in({"A": 4, "B": 4}), the_codebook(*ASKED)).classes.any()


def test_a_group_is_one_however_it_is_typed_and_none_is_a_group_too():
    content = "nojd;ovrigt;grupp\n" + "1;;Projekt A\n4;; projekt  a\n5;;-\n" * 6
    found = read(content, the_codebook(*ASKED))
    assert [one.name for one in found.codebook.classes] == ["Projekt A", "Ingen grupp angiven"]


def test_the_group_may_have_another_heading():
    content = answers_in({"A": 12, "B": 9}).replace("grupp", "Enhet", 1)
    found = read(content, the_codebook(*ASKED), group_column="enhet")
    assert [one.name for one in found.codebook.classes] == ["A", "B"]


def test_a_text_keeps_its_class_only_where_it_is_large():
    found = read(answers_in({"A": 12, "B": 11}), the_codebook(*ASKED))
    assert Counter(one.class_id for one in found.texts["ovrigt"]) == {"c1": 12, "c2": 11}
    small = read(answers_in({"A": 12, "B": 9}), the_codebook(*ASKED))
    assert {one.class_id for one in small.texts["ovrigt"]} == {None}


def test_fewer_than_k_answers_give_no_numbers():
    found = analysis.summary(read(answers_in({"A": 4}), the_codebook(*ASKED)))
    assert [one.suppressed for one in found.items] == [True]


def test_rows_and_texts_come_in_an_order_that_is_not_the_files():
    rows = "\n".join(f"{1 + place % 5};text {place}" for place in range(300))
    content = f"nojd;ovrigt\n{rows}".encode()
    found = analysis.read_answers(content, "svar.csv", the_codebook(*ASKED))
    numbers = [int(text.split()[1]) for text in texts(found, "ovrigt")]
    assert sorted(numbers) == list(range(300)) != numbers
    assert [number % 5 + 1 for number in numbers] != list(found.codes["nojd"]), "tied to the rest"
    assert list(found.codes["nojd"]) != [1 + place % 5 for place in range(300)]


def test_how_many_were_asked_gives_a_response_rate():
    found = read(answers_in({"A": 58}), the_codebook(*ASKED), invited=67)
    rate = found.codebook.response_rate
    assert (rate.invited, rate.answered, rate.percent) == (67, 58, 87)


def test_more_answers_than_were_asked_is_a_problem():
    (problem,) = problems_of(answers_in({"A": 8}), the_codebook(*ASKED), invited=7)
    assert problem == "8 har svarat och bara 7 var tillfrågade."


def test_rows_without_an_answer_count_and_are_told():
    told = []
    found = read("id;nojd;ovrigt\n1;4;x\n2;;\n;;\n3;-;NA\n", the_codebook(*ASKED), tell=told.append)
    assert found.n == 3
    assert "rad 3, 5. Ta bort dem om ingen har svarat." in told[-1]

"""Made-up people: what is asked for comes out exactly, or a sentence says why it cannot."""

import json
import subprocess
import sys
from collections import Counter, defaultdict

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from survey_app.config import ROOT
from survey_app.operations.crowd import Counts, Pattern, SimulationError, crowd, read_counts
from survey_app.operations.demo import COUNTS as DEMO_COUNTS
from survey_app.operations.demo import INSTRUMENTS
from survey_app.questionnaire.answers import read_answers
from survey_app.questionnaire.load import load
from survey_app.questionnaire.variables import variables
from survey_app.rounds.service import NOT_ON_THE_WEB
from tests.builders import a_questionnaire

ASKED = a_questionnaire()
SHIPPED = [
    path
    for path in sorted((ROOT / "questionnaires").glob("*/1.yaml"))
    if not any(isinstance(one, tuple(NOT_ON_THE_WEB)) for one in load(path).questions)
]


def counted(people, questionnaire=ASKED):
    """Return how many gave each answer, as the pages would take them in."""
    found = defaultdict(Counter)
    for person in people:
        sent = read_answers(questionnaire, person)
        assert sent.problems == {}
        for name, answer in sent.answers.items():
            found[name].update(answer if isinstance(answer, list) else [answer])
    return found


@st.composite
def possible_counts(draw):
    """Counts that so many persons can give to the little questionnaire."""
    n = draw(st.integers(1, 40))

    def shared(codes, most):
        left, counts = most, {}
        for code in draw(st.permutations(codes)):
            counts[code] = draw(st.integers(0, min(left, n)))
            left -= counts[code]
        return counts

    alone = draw(st.integers(0, n))
    counts = {
        "innan": shared(["arbete", "studier", "annat"], n),
        "tycker_delaktig": shared(["1", "2", "3", "4", "5", "vet_ej"], n),
    }
    several = {}
    if n > alone:
        left = 2 * (n - alone)
        for code in ("tid", "resor", "halsa"):
            several[code] = draw(st.integers(0, min(left, n - alone)))
            left -= several[code]
    counts["hinder"] = {"inga": alone, **several}
    numbers = {"manader": shared(["0", "7", "240"], n)}
    texts = {
        "ovrigt": tuple(f"Text {one}" for one in range(draw(st.integers(0, n)))),
        "innan_annat": tuple(
            f"Nämligen {one}" for one in range(draw(st.integers(0, counts["innan"]["annat"])))
        ),
    }
    return Counts(n=n, counts=counts, numbers=numbers, texts=texts)


@given(possible_counts(), st.integers(0, 5))
def test_the_counts_come_out_exactly(counts, seed):
    people = crowd(ASKED, counts.n, counts, seed)
    assert len(people) == counts.n
    found = counted(people)
    for name, wanted in counts.counts.items():
        assert +found[name] == +Counter(wanted)
    assert +found["manader"] == +Counter(
        {int(number): count for number, count in counts.numbers["manader"].items()}
    )
    for name, texts in counts.texts.items():
        assert found[name] == Counter(texts)
    assert "tycker_nojd" not in found, "what is not named is not answered"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_anyone_can_answer_any_questionnaire_at_random(path):
    questionnaire = load(path)
    people = crowd(questionnaire, 60, Counts(), seed=7)
    found = counted(people, questionnaire)
    closed = [one.name for one in variables(questionnaire) if not one.is_open]
    assert all(found[name].total() > 0 for name in closed if name in found)
    assert len(found) > len(closed) * 0.9


def test_who_must_answer_does():
    asked = a_questionnaire()
    must = msgspec.structs.replace(asked.sections[1].questions[-1], required=True)
    section = msgspec.structs.replace(
        asked.sections[1], questions=(*asked.sections[1].questions[:-1], must)
    )
    asked = msgspec.structs.replace(asked, sections=(asked.sections[0], section))
    people = crowd(asked, 50, Counts(), seed=3)
    assert counted(people, asked)["ovrigt"].total() == 50


def test_the_same_seed_gives_the_same_people():
    counts = Counts(counts={"hinder": {"tid": 5, "resor": 4, "inga": 3}, "innan": {"annat": 6}})
    assert crowd(ASKED, 12, counts, 5) == crowd(ASKED, 12, counts, 5)
    assert crowd(ASKED, 12, counts, 5) != crowd(ASKED, 12, counts, 6)
    assert crowd(ASKED, 12, Counts(), 5) == crowd(ASKED, 12, Counts(), 5)


IN_ANOTHER_PROCESS = """
import json
from tests.operations.test_crowd import ASKED, Counts, crowd
counts = Counts(counts={"hinder": {"tid": 5, "inga": 3}}, texts={"ovrigt": ("a", "b")})
print(json.dumps([crowd(ASKED, 12, counts, 5), crowd(ASKED, 12, Counts(), 5)]))
"""


def test_the_same_seed_gives_the_same_people_in_every_process():
    """Sets of words come in another order in each process; nothing may hang on that."""
    printed = {
        subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert len(json.loads(printed.pop())[0]) == 12


def test_some_answers_are_given_together_and_the_rest_as_it_falls():
    counts = Counts(
        counts={"tycker_nojd": {"4": 6, "2": 4}, "innan": {"arbete": 5}},
        together=(
            Pattern(persons=3, answers={"tycker_nojd": "4", "innan": "arbete"}),
            Pattern(persons=2, answers={"tycker_nojd": "2", "manader": "9"}),
        ),
        numbers={"manader": {"9": 4}},
    )
    people = crowd(ASKED, 12, counts, 1)
    found = counted(people)
    assert found["tycker_nojd"] == {"4": 6, "2": 4}
    assert found["innan"] == {"arbete": 5}
    assert found["manader"] == {9: 4}
    both = [one for one in people if one.get("tycker_nojd") == ["4"] and "innan" in one]
    assert len(both) >= 3


REFUSED = {
    "an unknown variable": (Counts(counts={"finns_ej": {"1": 1}}), "finns_ej is not a variable"),
    "an unknown code": (Counts(counts={"innan": {"vila": 1}}), "innan has no code vila; it has"),
    "too many persons": (Counts(counts={"innan": {"arbete": 13}}), "more than 12 persons can give"),
    "too many picks": (Counts(counts={"hinder": {"tid": 12, "resor": 12, "halsa": 1}}), "more th"),
    "alone and more": (Counts(counts={"hinder": {"inga": 11, "tid": 2}}), "leave no one to answer"),
    "fewer than none": (Counts(counts={"innan": {"arbete": -1}}), "cannot have fewer than 0"),
    "too many together": (
        Counts(together=(Pattern(persons=13, answers={"innan": "arbete"}),)),
        "more persons than n",
    ),
    "more together than in all": (
        Counts(
            counts={"innan": {"arbete": 1}},
            together=(Pattern(persons=2, answers={"innan": "arbete"}),),
        ),
        "uses innan = arbete more often than",
    ),
    "a code that is none, together": (
        Counts(together=(Pattern(persons=1, answers={"innan": "vila"}),)),
        "innan cannot be answered with ['vila']: not an option",
    ),
    "a number out of range": (Counts(numbers={"manader": {"999": 1}}), "cannot be answered with"),
    "a number for a choice": (Counts(numbers={"innan": {"3": 1}}), "cannot be answered with"),
    "a text that is too long": (Counts(texts={"ovrigt": ("x" * 2001,)}), "ovrigt cannot be answ"),
    "an empty text": (Counts(texts={"ovrigt": ("a", " ")}), "comes out with 1 texts, not 2"),
    "texts that nobody can write": (
        Counts(counts={"innan": {"annat": 1}}, texts={"innan_annat": ("a", "b")}),
        "innan_annat has 2 texts but only 1 persons to write them",
    ),
    "a hidden question": (
        Counts(counts={"tycker_nojd": {"1": 12}}, texts={"hur": ("a",)}),
        "hur comes out with 0 texts, not 1",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_counts_that_cannot_come_out_are_named(what):
    counts, sentence = REFUSED[what]
    with pytest.raises(SimulationError) as caught:
        crowd(ASKED, 12, counts, 1)
    assert sentence in str(caught.value)


def written(tmp_path, content):
    path = tmp_path / "counts.yaml"
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), "utf-8")
    return path


def test_counts_are_read_from_a_whole_file_or_a_mapping(tmp_path):
    assert read_counts(written(tmp_path, {"innan": {"arbete": 3}})).counts == {
        "innan": {"arbete": 3}
    }
    whole = read_counts(
        written(
            tmp_path,
            {
                "n": 12,
                "groups": {"Projekt A": 12},
                "invited": {"Projekt A": 14},
                "counts": {"tycker_nojd": {4: 3, "vet_ej": 1}},
                "together": [{"persons": 2, "answers": {"tycker_nojd": 4}}],
                "numbers": {"manader": {7: 2}},
                "texts": {"ovrigt": ["Bra."]},
            },
        )
    )
    assert whole.counts == {"tycker_nojd": {"4": 3, "vet_ej": 1}}
    assert whole.together == (Pattern(persons=2, answers={"tycker_nojd": "4"}),)
    assert (whole.n, whole.texts, whole.numbers) == (
        12,
        {"ovrigt": ("Bra.",)},
        {"manader": {"7": 2}},
    )
    assert read_counts(written(tmp_path, {"numbers": {"manader": {7: 2}}})).counts == {}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[1, 2]", "write variable: {code: how many}"),
        ("a: [", "cannot be read"),
        ("\x00", "cannot be read"),
        ("n: många", "'många' is not a whole number"),
        ("n: 1.5", "1.5 is not a whole number"),
        ("innan: {arbete: 2.5}", "2.5 is not a whole number"),
        ("innan: {arbete: true}", "True is not a whole number"),
        ("innan: [arbete]", "is not laid out as counts"),
        ("n: 1\ncount: {}", "count is not a key here"),
        ("together: [{persons: 1}]", "is not laid out as counts"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path, content, sentence):
    with pytest.raises(SimulationError) as caught:
        read_counts(written(tmp_path, content))
    assert sentence in str(caught.value)
    assert "counts.yaml" in str(caught.value)


@pytest.mark.parametrize("name", [one.id for one in INSTRUMENTS])
def test_the_counts_of_the_demonstration_come_out_whatever_the_seed(name):
    counts = read_counts(DEMO_COUNTS / f"{name}.yaml")
    questionnaire = load(ROOT / "questionnaires" / name / "1.yaml")
    for seed in range(5):
        found = counted(crowd(questionnaire, counts.n, counts, seed), questionnaire)
        for variable, wanted in counts.counts.items():
            assert +found[variable] == +Counter(wanted)

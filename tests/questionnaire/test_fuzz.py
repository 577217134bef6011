"""Ten thousand files that nobody meant: an answer within a second and 200 MB, never a traceback."""

import resource
import time

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey_app.questionnaire import keys
from survey_app.questionnaire.findings import Finding
from survey_app.questionnaire.load import check
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.outline import outline
from survey_app.questionnaire.variables import variables
from survey_app.questionnaire.yaml_source import MAX_BYTES
from tests.questionnaire.builders import QUESTIONNAIRE, SCALES, write

SECONDS = 1.0
MEGABYTES = 200
RUNS = {"text": 2_000, "yaml": 1_500, "bytes": 2_500, "lines": 3_000, "scales": 1_000}

ALL_KEYS = sorted(
    {
        name
        for table in (
            *keys.TABLES.values(),
            *keys.QUESTIONS.values(),
            *keys.REPORT.values(),
            keys.CONDITION,
        )
        for name in table.names
    }
)
WORDS = sorted({*ALL_KEYS, *QUESTIONNAIRE.replace(":", " ").replace(",", " ").split()})
EVERYTHING_ELSE = [
    HealthCheck.function_scoped_fixture,
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
]


def runs(kind):
    return settings(
        max_examples=RUNS[kind], deadline=None, database=None, suppress_health_check=EVERYTHING_ELSE
    )


@pytest.fixture(scope="module", autouse=True)
def memory():
    """Fail when the whole module made the process grow by more than it may."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < MEGABYTES, f"grew by {grown:.0f} MB"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


def answered(folder, content, scales=SCALES):
    """Check a file with `content`; what comes out is a questionnaire or errors, and soon."""
    path = write(folder, content, scales)
    began = time.process_time()
    questionnaire, findings = check(path)
    spent = time.process_time() - began
    assert spent < SECONDS
    assert all(isinstance(finding, Finding) and finding.line >= 1 for finding in findings)
    errors = [str(finding) for finding in findings if finding.severity == "error"]
    if questionnaire is None:
        assert errors
    else:
        assert not errors
        assert isinstance(questionnaire, Questionnaire)
        # What is accepted can be used.
        assert outline(questionnaire)
        assert len({variable.name for variable in variables(questionnaire)}) <= 300
    return questionnaire, findings


def test_there_are_ten_thousand():
    assert sum(RUNS.values()) == 10_000


@runs("text")
@given(st.text() | st.text(alphabet=":-{}[],&*!|>'\"%@`#? \n\tabc01~") | st.binary())
def test_random_text(folder, content):
    answered(folder, content if isinstance(content, bytes) else content.encode("utf-8", "replace"))


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.sampled_from(WORDS)
)
structures = st.recursive(
    scalars | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(ALL_KEYS) | st.text(max_size=4), inner, max_size=6)
    ),
    max_leaves=12,
)
VALID = yaml.safe_load(QUESTIONNAIRE)


def replaced(tree, path, value):
    """Return `tree` with the part that `path` leads to replaced by `value`."""
    if not path or not isinstance(tree, dict | list) or not tree:
        return value
    if isinstance(tree, list):
        place = path[0] % len(tree)
        return [
            replaced(part, path[1:], value) if n == place else part for n, part in enumerate(tree)
        ]
    name = sorted(tree)[path[0] % len(tree)]
    return {**tree, name: replaced(tree[name], path[1:], value)}


@runs("yaml")
@given(structures, st.lists(st.integers(0, 9), max_size=7))
def test_random_structures_in_place_of_a_part(folder, value, path):
    answered(folder, yaml.safe_dump(replaced(VALID, path, value), allow_unicode=True))


@runs("bytes")
@given(
    st.lists(
        st.tuples(st.integers(0, len(QUESTIONNAIRE.encode()) - 1), st.integers(0, 255)),
        min_size=1,
        max_size=8,
    )
)
def test_bytes_that_were_changed(folder, changes):
    content = bytearray(QUESTIONNAIRE.encode())
    for place, byte in changes:
        content[place] = byte
    answered(folder, bytes(content))


LINES = QUESTIONNAIRE.splitlines()


@runs("lines")
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["drop", "double", "swap", "indent", "word"]),
            st.integers(0, len(LINES) - 1),
            st.integers(0, len(LINES) - 1),
            st.sampled_from(WORDS),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_lines_that_were_moved_and_words_that_were_exchanged(folder, changes):
    lines = list(LINES)
    for change, place, other, word in changes:
        place, other = place % len(lines), other % len(lines)
        match change:
            case "drop":
                lines.pop(place)
            case "double":
                lines.insert(other, lines[place])
            case "swap":
                lines[place], lines[other] = lines[other], lines[place]
            case "indent":
                lines[place] = "  " + lines[place]
            case "word":
                before, colon, _ = lines[place].partition(": ")
                lines[place] = before + (colon or ": ") + word
        lines = lines or [""]
    answered(folder, "\n".join(lines).encode())


@runs("scales")
@given(
    st.binary(max_size=200)
    | st.tuples(st.integers(0, len(SCALES.encode()) - 1), st.integers(0, 255))
)
def test_scales_that_were_changed(folder, change):
    if isinstance(change, tuple):
        content = bytearray(SCALES.encode())
        content[change[0]] = change[1]
        change = bytes(content)
    path = write(folder, QUESTIONNAIRE, scales=None)
    (folder / "scales.yaml").write_bytes(change)
    questionnaire, findings = check(path)
    assert (questionnaire is None) == any(finding.severity == "error" for finding in findings)


def many(line, most=MAX_BYTES):
    """Return `line` as many times as fit in the largest file."""
    return line * ((most - 1_000) // len(line.encode()))


LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20)
)
HEAD = "id: prov\nversion: 1\ntitle: Ett prov\naudience: annan\n"


def texts(words):
    """Return as many questions as there is room for, each of `words` again and again."""
    text = (words * 2_000)[:1_950]
    questions = "".join(f'      - {{id: q{n}, type: text, text: "{text}"}}\n' for n in range(110))
    return f"sections:\n  - id: a\n    title: A\n    questions:\n{questions}"


@pytest.mark.parametrize(
    "content",
    {
        "billion laughs": LAUGHS,
        "deep lists": many("["),
        "deep mappings": many("{a: "),
        "deep questions": many("? "),
        "deep dashes": many("- "),
        "deep conditions": HEAD + "show_if: " + "{not: " * 9 + "{}" + "}" * 9,
        "one long word": "id: " + many("a"),
        "one long number": "version: " + many("9"),
        "one long time": "version: " + many("1:"),
        "one long float": "minutes: " + many("9") + ".",
        "one long key": many("a") + ": 1",
        "many short keys": "".join(f"k{n}: 1\n" for n in range(9_990)),
        "many equal keys": many("a: 1\n", 60_000),
        "many braces": HEAD + "intro: '" + many("{") + "'",
        "many fills": HEAD + "intro: '" + many("{a}") + "'",
        "a long text": HEAD + "intro: " + many("åh "),
        "a text of words": HEAD + "intro: " + "är X och " * 500,
        "many questions in each text": HEAD + texts("hur och "),
        "many dots in each text": HEAD + texts("." * 1_900 + "a"),
        "many joined words in each text": HEAD + texts("är bra och "),
        "many spaces in each text": HEAD + texts("är" + " " * 50),
        "many brackets in each text": HEAD + texts("((a "),
        "many dots": HEAD + "intro: '" + "a. " * 1_600 + "'",
        "many brackets": HEAD + "intro: '" + "(" * 4_900 + "'",
        "many lines": HEAD + "intro: |\n" + many("  a\n"),
        "many bad items": HEAD + "sections: [" + many("1,", 19_000) + "1]",
        "many bad questions": HEAD
        + "sections: [{id: a, title: A, questions: ["
        + many("{type: x},", 60_000)
        + "]}]",
        "many equal questions": HEAD
        + "sections:\n  - id: a\n    title: A\n    questions:\n"
        + many("      - {id: a, type: date, text: A}\n", 70_000),
        "many long words that are no keys": HEAD
        + "".join(f"{'rubriken_som_visas_' * 3}{n}: 1\n" for n in range(4_000)),
        "many names that almost exist": HEAD
        + "sections: [{id: a, title: A, questions: ["
        + "".join(f"{{id: fraga_nummer_{n}, type: date, text: A}}," for n in range(200))
        + "]}]\nreport:\n"
        + "".join(
            "  - {figure: A, items: ["
            + ",".join(f"fraga_numer_{n}_{m}" for m in range(49))
            + "]}\n"
            for n in range(99)
        ),
        "many bad ids": HEAD + "fill: [" + many("Å,", 15_000) + "å]",
        "only spaces": many(" "),
        "only line breaks": many("\n"),
        "only comments": many("#\n"),
        "only quotes": many("'"),
        "only bars": many("|"),
        "only colons": many(":"),
        "only colons with spaces": many(": "),
        "only tabs": many("\t"),
        "only tags": many("!"),
        "only anchors": many("&a "),
        "only directives": many("%YAML 1.1\n"),
        "many documents": many("---\n"),
        "many escapes": 'a: "' + many("\\n") + '"',
        "not text at all": b"\xff\xfe" + b"\x00\xd8" * 1_000,
        "too large": b"a" * (MAX_BYTES * 4),
    }.items(),
    ids=lambda named: named[0],
)
def test_files_made_to_be_heavy(folder, content):
    answered(folder, content[1])


def test_the_largest_questionnaire_is_read_within_the_time(folder):
    # 300 variables in long words, each pointing back.
    items = "".join(
        f"\n          - {{id: p{n}, text: {'Ett långt påstående ' * 20}{n}}}" for n in range(49)
    )
    batteries = "".join(
        f"      - id: b{n}\n        type: likert\n        text: Batteri {n}\n"
        f"        scale: grad5\n        items:{items}\n"
        + (f"        show_if: {{item: b{n - 1}_p1, at_least: 3}}\n" if n else "")
        for n in range(6)
    )
    text = HEAD + f"sections:\n  - id: a\n    title: A\n    questions:\n{batteries}"
    questionnaire, _ = answered(folder, text)
    assert len(variables(questionnaire)) == 294

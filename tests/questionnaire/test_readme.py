"""The README for evaluators tells the truth, and all of it."""

import re
from pathlib import Path

import pytest

from survey_app.questionnaire import keys
from survey_app.questionnaire.load import check

README = (Path(__file__).parents[2] / "questionnaires" / "README.md").read_text(encoding="utf-8")
EXAMPLE, SCALES = (
    re.search(rf"<!-- {name} -->\n```yaml\n(.*?)```", README, re.DOTALL)[1]
    for name in ("exempel/1.yaml", "scales.yaml")
)
MISTAKES = re.findall(r"^\| `(.+?)` \| `(.+?)` \| ((?:fel|varning): .+) \|$", README, re.MULTILINE)
ALL_KEYS = {
    name
    for table in (
        *keys.TABLES.values(),
        *keys.QUESTIONS.values(),
        *keys.REPORT.values(),
        keys.CONDITION,
    )
    for name in table.names
}


def check_example(folder, text):
    path = folder / "exempel" / "1.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    (folder / "scales.yaml").write_text(SCALES, encoding="utf-8")
    return check(path)


def test_the_example_is_a_questionnaire_without_errors_or_warnings(tmp_path):
    questionnaire, findings = check_example(tmp_path, EXAMPLE)
    assert questionnaire is not None
    assert findings == ()


@pytest.mark.parametrize("key", sorted(ALL_KEYS))
def test_every_key_is_shown_by_example(key):
    assert re.search(rf"(?:^|[\s{{\[-]){key}:", EXAMPLE + SCALES, re.MULTILINE)


@pytest.mark.parametrize("type", keys.QUESTIONS)
def test_every_type_is_shown_by_example(type):
    assert f"type: {type}" in EXAMPLE


def test_the_table_of_mistakes_is_read_whole():
    assert len(MISTAKES) == README.count("| fel: ") + README.count("| varning: ") > 15


@pytest.mark.parametrize(("right", "wrong", "answer"), MISTAKES)
def test_a_common_mistake_is_answered_as_the_readme_says(tmp_path, right, wrong, answer):
    assert right in EXAMPLE
    position = EXAMPLE.index(right)
    line = EXAMPLE[:position].count("\n") + 1
    _, findings = check_example(tmp_path, EXAMPLE.replace(right, wrong, 1))
    said = {str(finding).split(":", 2)[2].strip() for finding in findings}
    assert answer in said
    assert any(finding.line == line and answer.endswith(finding.message) for finding in findings)

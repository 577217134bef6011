import pytest
import yaml

from survey_app.statements.current import CurrentStatements
from survey_app.statements.read import StatementsError, blank_statements, read_statements
from tests.builders import STATEMENTS


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "statements.yaml"
    found.write_text(STATEMENTS, encoding="utf-8")
    return found


def changed(path, change):
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    change(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_a_whole_file_is_read(path):
    found = read_statements(path)
    assert found.contact.phone == "010-000 00 00"
    assert found.accessibility.gaps[0].what.startswith("Talsyntes")
    assert found.accessibility.burden == ()


def places(content, before=()):
    for name, value in content.items():
        yield (*before, name)
        if isinstance(value, dict):
            yield from places(value, (*before, name))


@pytest.mark.parametrize(
    "place",
    list(places(yaml.load(STATEMENTS, Loader=yaml.BaseLoader))),  # noqa: S506
    ids=".".join,
)
def test_each_field_must_be_there(path, place):
    def take(content):
        *outer, last = place
        for name in outer:
            content = content[name]
        del content[last]

    changed(path, take)
    with pytest.raises(StatementsError, match=rf"statements\.yaml:\d+: fel: ”{place[-1]}”: saknas"):
        read_statements(path)


def test_the_blank_file_lists_everything_to_fill_in_and_is_filled_in_by_its_own_comments(path):
    path.write_text(blank_statements(), encoding="utf-8")
    with pytest.raises(StatementsError) as caught:
        read_statements(path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 20
    assert lines[0].endswith("fel: ”organisation”: saknas.")


@pytest.mark.parametrize(
    ("part", "name", "value", "told"),
    [
        ("accessibility", "compliance", "ja", "skriv helt, delvis, inte"),
        ("accessibility", "gaps", [], "skriv vad som inte är tillgängligt och varför"),
        ("accessibility", "assessed_on", "i våras", "är ingen dag; skriv som 2027-01-31"),
        ("accessibility", "burden", "inget", "skriv [] om det inte finns något"),
        ("personal_data", "short", "ord " * 81, "har 81 ord; på startsidan läses högst 80"),
        ("contact", "telefon", "010", "”telefon” finns inte här"),
    ],
)
def test_what_cannot_be_used_is_said_with_line_and_cure(path, part, name, value, told):
    changed(path, lambda content: content[part].update({name: value}))
    with pytest.raises(StatementsError) as caught:
        read_statements(path)
    assert told in str(caught.value)


def test_a_file_that_is_not_there_says_how_to_make_it(tmp_path):
    with pytest.raises(StatementsError, match="samsvar statements"):
        read_statements(tmp_path / "none.yaml")


def test_what_is_mended_while_the_server_runs_is_seen(path):
    current = CurrentStatements(path)
    path.write_text("organisation: bara det\n", encoding="utf-8")
    assert current.get() is None
    path.write_text(STATEMENTS, encoding="utf-8")
    assert current.get().organisation == "Samordningsförbundet Exempel"

"""What is refused before anything is read as a questionnaire."""

import pytest

from survey_app.questionnaire.findings import Report
from survey_app.questionnaire.yaml_source import MAX_BYTES, read_tree

LAUGHS = 'a: &a ["ha", "ha"]\n' + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)


def read(tmp_path, content):
    path = tmp_path / "fil.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    report = Report(path)
    return read_tree(report), [(finding.line, finding.message) for finding in report.findings]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("", 1, "filen är tom"),
        ("# bara en rad\n", 1, "filen är tom"),
        ("- ett\n- två\n", 1, "ska bestå av rader med ”nyckel: värde”"),
        ("a: 1\nb: *x\n", 2, "alias (*x) används inte"),
        ("a: 1\nb: &x 2\n", 2, "ankare (&x) används inte"),
        (LAUGHS, 1, "ankare"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "taggar (!…) används inte"),
        ("a: 1\nb: !viktigt\n", 2, "taggar (!…) används inte"),
        ("a: 1\n---\nb: 2\n", 2, "flera dokument"),
        ("a: 1\n? [b]\n: 2\n", 2, "en nyckel ska vara ett ord"),
        ("a: 1\nb: " + "[" * 2_000, 2, "nästlad i mer än 12 nivåer"),
        ("a: 1\nb: " + "{c: " * 13, 2, "nästlad i mer än 12 nivåer"),
        ("a: [" + "1," * 20_001 + "]", 1, "mer än 20000 delar"),
        ("a: 1\n\tb: 2\n", 2, "tabb används som indrag"),
        ("a: 1\nb: 5.1 Mål: ange\n", 2, "ett kolon står där det inte kan stå"),
        ("a: 1\nb: @hem\n", 2, "tecknet kan inte stå först"),
        ('a: 1\nb: "hem\nc: 3\n', 2, "stängs aldrig"),
        ("a: 1\nb: [1, 2\n", 2, "komma eller ] saknas"),
        ("a: 1\nb: {c: 1\n", 2, "komma eller } saknas"),
        ('a: 1\nb: "\\q"\n', 2, "\\ har en egen mening"),
        ("a:\n  b: 1\n c: 2\n", 3, "indraget stämmer inte"),
        ("a: 1\nhej\n", 2, "kolon efter nyckeln saknas"),
        ("a: 1\nb: \x00\n", 2, "osynligt tecken (U+0000)"),
        ("a: 1\nb: \x1b[31m\n", 2, "osynligt tecken (U+001B)"),
        ("a: 1\nb: Å\n".encode("latin-1"), 2, "inte UTF-8"),
        ("a: 1\n".encode("utf-16"), 1, "inte UTF-8"),
        (b"#" * (MAX_BYTES + 1), 1, "större än 256 KiB"),
    ],
)
def test_what_cannot_be_a_questionnaire_is_refused_with_its_line(tmp_path, content, line, words):
    tree, findings = read(tmp_path, content)
    assert tree is None
    assert [found_line for found_line, _ in findings] == [line]
    assert words in findings[0][1]


def test_a_file_of_exactly_the_largest_size_is_read(tmp_path):
    tree, findings = read(tmp_path, b"a: 1\n".ljust(MAX_BYTES, b"#"))
    assert tree is not None
    assert findings == []


def test_a_byte_order_mark_is_tolerated(tmp_path):
    tree, findings = read(tmp_path, b"\xef\xbb\xbfa: 1\n")
    assert tree.entries[0].key == "a"
    assert findings == []


def test_every_repeated_key_is_told(tmp_path):
    _, findings = read(tmp_path, "a: 1\nb: {c: 1, c: 2}\na: 2\n")
    assert [line for line, _ in findings] == [2, 3]


def test_a_file_that_is_not_there_is_a_finding(tmp_path):
    report = Report(tmp_path / "borta.yaml")
    assert read_tree(report) is None
    assert str(report.findings[0]) == f"{tmp_path}/borta.yaml:1: fel: filen finns inte."


def test_a_folder_is_a_finding(tmp_path):
    report = Report(tmp_path)
    assert read_tree(report) is None
    assert "går inte att öppna" in report.findings[0].message


def test_the_kinds_of_bare_words_are_told_apart(tmp_path):
    tree, _ = read(tmp_path, 'a: yes\nb: 5\nc: 1.5\nd: ~\ne: 2026-01-31\nf: "5"\ng: hej\n')
    kinds = {entry.key: entry.value.kind for entry in tree.entries}
    assert kinds == {
        "a": "boolean",
        "b": "integer",
        "c": "number",
        "d": "empty",
        "e": "date",
        "f": "text",
        "g": "text",
    }

"""Two rounds of one questionnaire side by side, and the groups of one round."""

from analysis.report.compose import Chapter, Options, compose
from tests.analysis.builders import a_likert, rows_of
from tests.analysis.report.printed import a_report, lines, participants, words
from tests.analysis.report.test_compose_plans import SPREAD, TWO, a_round, in_classes


def test_two_rounds_of_one_questionnaire_are_compared_after_their_chapters(tmp_path):
    variables = [a_likert("a")]
    rounds = [
        a_round(tmp_path / "1", variables, rows_of("a", {"2": 28, "4": 28})),
        a_round(tmp_path / "2", variables, rows_of("a", {"2": 14, "4": 42})),
    ]
    chapters = [
        Chapter(dataset=one, title=title)
        for one, title in zip(rounds, ("Våren", "Hösten"), strict=True)
    ]
    text = words(compose(chapters))
    assert "Förändring mellan omgångarna" in text.split("3 Hösten")[1]
    assert "+25 procentenheter" in text
    assert "28 av 56 (50 %) | 42 av 56 (75 %) | +25 procentenheter" in text


def test_two_rounds_that_asked_the_same_share_one_transcript(tmp_path):
    first = participants(tmp_path / "1", title="Våren")
    second = participants(tmp_path / "2", title="Hösten")
    rows = lines(a_report(first, second))
    assert [row for row in rows if "Enkäten: " in row] == ["Bilaga 1 Enkäten: Våren"]
    assert sum("Frågorna finns i sin helhet i bilaga 1." in row for row in rows) == 2


def test_groups_are_compared_only_when_asked_and_with_the_caveat(tmp_path):
    plan = [{"kind": "figure", "title": "Stöd.", "items": ["a"]}]
    rows = in_classes(rows_of("a", SPREAD), c1=30, c2=26)
    dataset = a_round(tmp_path, [a_likert("a")], rows, classes=TWO, report=plan)
    assert "Cliffs delta" not in words(a_report(dataset))
    text = words(compose([Chapter(dataset=dataset)], Options(compare_groups=True)))
    assert "Norra (n = 30) mot Södra (n = 26): Cliffs delta" in text
    assert text.count("P-värden är gjorda för slumpmässiga urval.") == 1


def test_more_than_two_groups_are_compared_pair_by_pair_in_a_table(tmp_path):
    plan = [{"kind": "figure", "title": "Stöd.", "items": ["a"]}]
    rows = in_classes(rows_of("a", {"2": 20, "3": 20, "4": 20}), c1=20, c2=20, c3=20)
    names = ("Norra", "Södra", "Västra")
    dataset = a_round(tmp_path, [a_likert("a")], rows, classes=names, report=plan)
    rows = lines(compose([Chapter(dataset=dataset)], Options(compare_groups=True)))
    assert "Norra (20) mot Södra (20) | −1,00 | < 0,001" in rows


def test_it_is_told_how_many_were_compared_and_which_groups_were_not(tmp_path):
    same = "Handläggningen har blivit bättre"
    items = [
        a_likert("a", text=same, stem="Om projektet", question="p"),
        a_likert("b", text=same, stem="Om myndigheten", question="q"),
    ]
    plan = [{"kind": "figure", "title": one["name"], "items": [one["name"]]} for one in items]
    people = [{"a": code, "b": code} for code in ("2", "3", "4") for _ in range(20)]
    rows = in_classes(people, c1=22, c2=19, c3=15, c4=4)
    names = ("Norra", "Södra", "Östra", "Västra")
    dataset = a_round(tmp_path, items, rows, classes=names, report=plan)
    text = words(compose([Chapter(dataset=dataset)], Options(compare_groups=True)))
    assert "Två jämförelser har prövats. Av så många blir ungefär en på tjugo" in text
    assert "Östra och Västra jämförs inte, eftersom alla svar inte visas för de grupperna." in text
    assert f"”{same}” (under ”Om projektet”): Norra" in text


def test_small_rounds_are_compared_in_counts_and_never_in_percentage_points(tmp_path):
    rounds = [
        a_round(tmp_path / name, [a_likert("a")], rows_of("a", counts))
        for name, counts in (("1", {"2": 3, "4": 4}), ("2", {"2": 5, "4": 15}))
    ]
    titled = zip(rounds, ("Våren", "Hösten"), strict=True)
    text = words(compose([Chapter(dataset=one, title=title) for one, title in titled]))
    compared = text.split("Förändring mellan omgångarna")[1].split("Bilaga")[0]
    assert "4 av 7 | 15 av 20 (75 %) | –" in compared
    assert "procentenheter:" not in compared


def test_rounds_are_compared_from_the_oldest_to_the_newest(tmp_path):
    first = participants(tmp_path / "1", title="Våren")
    rows = lines(a_report(participants(tmp_path / "2", title="Hösten"), first))
    assert "4.1 Hösten och Våren" in rows

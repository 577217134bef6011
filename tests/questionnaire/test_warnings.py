"""What is worth thinking over is said, and what is not is left alone."""

import pytest

from survey_app.questionnaire import readability, wording
from survey_app.questionnaire.load import check
from tests.questionnaire.builders import QUESTIONNAIRE, SCALES, changed, line_of, write


def warnings(folder, text=QUESTIONNAIRE, scales=SCALES):
    questionnaire, findings = check(write(folder, text, scales))
    assert questionnaire is not None, findings
    assert {finding.severity for finding in findings} <= {"warning"}
    return [(finding.line, finding.message) for finding in findings]


def test_a_good_questionnaire_has_no_warnings(tmp_path):
    assert warnings(tmp_path) == []


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("rows: 3", "rows: 3\n        required: true", "frågan ”hur” måste besvaras"),
        ("text: Det är roligt", "text: DET är bra!", "samma text står på rad"),
        ("text: Berätta mer.", "text: Hur var det? Vad blev bra?", "kan vara två frågor i en"),
        ("text: Det är roligt", "text: Det är roligt och lätt", "kan vara två frågor i en"),
        ("fill: [kontakt]", "fill: [kontakt, epost]", "”epost” står i fill, men ingen text har"),
        ("audience: deltagare", "audience: deltagare\nminutes: 1", "minutes är 1, men formuläret"),
        (
            "audience: deltagare",
            "audience: deltagare\nminutes: 30",
            "minutes är 30, men formuläret",
        ),
        ("text: Berätta mer.", "text: Berätta om rehabiliteringsarbetet.", "långa ord: rehab"),
        ("text: Berätta mer.", "text: Du ska inte säga att inget är bra.", "säger nej två gånger"),
        ("text: Berätta mer.", f"text: {'Det är så ' * 5}bra.", "meningen har 16 ord"),
    ],
)
def test_a_warning_is_given_on_its_line(tmp_path, right, wrong, message):
    text = changed(right, wrong)
    line = line_of(wrong, text)
    given = [found for found in warnings(tmp_path, text) if message in found[1]]
    assert len(given) == 1
    assert line <= given[0][0] <= line + 1


def test_a_long_sentence_in_a_text_of_several_lines_is_told_on_its_own_line(tmp_path):
    long = "Det är så " * 5 + "bra."
    text = changed("intro: Fråga", f"intro: |\n  Hej.\n\n  {long}\n\n  Fråga")
    given = [line for line, message in warnings(tmp_path, text) if "meningen har" in message]
    assert given == [line_of(long, text)]


def test_the_same_statement_on_another_scale_is_not_a_repetition(tmp_path):
    other = SCALES + SCALES.replace("grad5:", "viktigt5:")
    text = changed(
        "  - id: sist\n",
        "  - id: viktigt\n    title: Viktigt\n    questions:\n      - id: vikt\n"
        "        type: likert\n        text: Hur viktigt är det?\n        scale: viktigt5\n"
        "        items: [{id: bra, text: Det är bra}]\n  - id: sist\n",
    )
    assert warnings(tmp_path, text, other) == []
    same = changed("scale: viktigt5", "scale: grad5", text)
    assert any("samma text" in message for _, message in warnings(tmp_path, same, other))


def test_a_scale_with_more_steps_on_one_side_is_unbalanced(tmp_path):
    given = warnings(tmp_path, scales=changed("top: [4, 5]", "top: [3, 4, 5]", SCALES))
    assert given == [
        (
            line_of("scale: grad5", QUESTIONNAIRE),
            "skalan ”grad5” väger ojämnt: bottom är 1, 2 och top 3, 4, 5 av 5 steg. "
            "Gör dem lika många från var sin ände.",
        )
    ]


def test_background_questions_in_a_small_group_may_point_someone_out(tmp_path):
    given = warnings(tmp_path, changed("audience: deltagare", "audience: styrgrupp"))
    assert [message for _, message in given if "peka ut" in message] == [
        "bakgrundsfrågorna ar, arbete ger tillsammans 20 kombinationer och kan peka ut en person. "
        "Ta bort någon, eller gör alternativen färre."
    ]
    project = warnings(tmp_path, changed("audience: deltagare", "audience: insatsägare"))
    assert project == []


def test_participants_are_not_asked_more_than_they_have_the_strength_for(tmp_path):
    items = "".join(f"\n          - {{id: p{n}, text: Rad {n}}}" for n in range(11))
    texts = "".join(f"      - {{id: t{n}, type: text, text: Berätta om {n}}}\n" for n in range(3))
    text = changed("          - {id: bra,", f"{items[1:]}\n          - {{id: bra,")
    text = changed("      - {id: dag,", f"{texts}      - {{id: dag,", text)
    messages = [message for _, message in warnings(tmp_path, text)]
    assert [message.split(".")[0] for message in messages] == [
        "formuläret har 13 bedömningar",
        "formuläret har 4 öppna frågor",
        "formuläret tar ungefär 8 minuter på telefon",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "Personalen är kunnig och trevlig.",
        "Jag är nöjd med bemötandet och informationen",
        "Jag känner mig trygg och får den hjälp jag behöver",
        "Mötena är bra eller har blivit bättre",
        "Planen är tydlig samt rimlig",
    ],
)
def test_two_statements_in_one_are_found(statement):
    assert wording.states_two_things(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "Projektet har synliggjort skillnader i olika myndigheters ansvar och möjligheter att "
        "stödja målgruppen.",
        "Projektet omfattar rätt saker (aktiviteter och stöd) i förhållande till mina behov",
        "Jag litar mer och mer på min handläggare",
        "Samarbetet mellan Arbetsförmedlingen och Försäkringskassan fungerar",
        "Överenskommelsen är känd i min organisation",
        "Individens möjlighet att påverka sin rehabilitering har ökat.",
    ],
)
def test_one_statement_is_left_alone(statement):
    assert not wording.states_two_things(statement)


@pytest.mark.parametrize(
    "question",
    [
        "Vad är bra? Vad är dåligt?",
        "Beskriv hur ni arbetar och på vilket sätt ledtider har kortats.",
        "Berätta vad som var bra. Ange hur det kan bli bättre.",
    ],
)
def test_two_questions_in_one_are_found(question):
    assert wording.asks_two_things(question)


@pytest.mark.parametrize(
    "question",
    [
        "På vilket sätt har samverkan förbättrat det stöd du har fått?",
        "Har dina attityder förändrats? Beskriv gärna hur.",
        "Vilka styrkor och svagheter har projektet?",
        "Kommentera gärna på vilket sätt dina möjligheter ökat.",
    ],
)
def test_one_question_is_left_alone(question):
    assert not wording.asks_two_things(question)


def test_lix_is_words_per_sentence_plus_the_percentage_of_long_words():
    # Nine words in two sentences; samverkan, parterna, handläggare and hjälper are long.
    text = "Samverkan mellan parterna är bra nu. Handläggare hjälper oss."
    assert readability.lix([text]) == pytest.approx(9 / 2 + 100 * 4 / 9)
    assert readability.lix([]) == 0


def test_an_abbreviation_ends_no_sentence():
    assert len(readability.sentences("Myndigheter, t.ex. kommunen m.m. samverkar. Bra.")) == 2


def test_what_a_round_fills_in_is_not_counted():
    assert readability.words("Ring {kontaktperson} på {telefon}.") == ["Ring", "på"]

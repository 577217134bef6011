"""Every mistake is refused with its line and with words that help to mend it."""

import pytest

from survey_app.questionnaire.findings import QuestionnaireError
from survey_app.questionnaire.load import check, load
from tests.questionnaire.builders import QUESTIONNAIRE, SCALES, changed, line_of, write


def errors(path):
    questionnaire, findings = check(path)
    found = [finding for finding in findings if finding.severity == "error"]
    assert (questionnaire is None) == bool(found)
    return found


def says(findings, line, *words):
    return any(
        finding.line == line and all(word in finding.message for word in words)
        for finding in findings
    )


def test_the_file_that_is_varied_below_is_without_errors(tmp_path):
    questionnaire, findings = check(write(tmp_path))
    assert questionnaire.reference == "prov:1"
    assert findings == ()


# What is written, what is written instead, and what is said about the line of it.
MISTAKES = [
    # Keys
    (
        "title: Ett prov",
        "titel: Ett prov",
        "”titel” är ingen nyckel för formuläret. Menade du ”title”?",
    ),
    ("unit: år", "enhet: år", "”enhet” är ingen nyckel för frågan. De som finns: id, type"),
    ("exclusive: true", "unik: ja", "”unik” är ingen nyckel för alternativet"),
    (
        "title: Sist",
        "title: Sist\n    title: Igen",
        "”title” står två gånger (första gången på rad",
    ),
    ("type: text", "type: txt", "”type: txt” finns inte. Menade du ”text”? Det som finns: single"),
    ("type: multiple\n", "\n", "”type” saknas i frågan"),
    ("audience: deltagare", "audience: deltagarna", "Menade du ”deltagare”?"),
    ("min: 0, ", "", "”min” saknas i frågan"),
    ("by: group", "by: grupp", "”by” kan bara vara group"),
    # Words that YAML takes for something else
    ("code: helt", "code: no", 'läses som sant eller falskt. Sätt citattecken: code: "no"'),
    ("code: helt", "code: Yes", "Sätt citattecken"),
    ("code: helt", "code: ja", "Sätt citattecken"),
    ("code: helt", "code: nej", "Sätt citattecken"),
    ("text: Hela dagen", "text: Nej", 'Sätt citattecken: text: "Nej"'),
    ("text: Hela dagen", "text: on", "läses som sant eller falskt"),
    ("text: Hela dagen", "text: null", "läses som tomt"),
    ("text: Hela dagen", "text: ~", "läses som tomt"),
    ("text: Hela dagen", "text: 7.5", "läses som ett tal"),
    ("text: Hela dagen", "text: 2026", "läses som ett tal"),
    ("text: Hela dagen", "text: 2026-01-31", "läses som ett datum"),
    ("text: Hela dagen", "text: ", "saknar värde"),
    ("text: Hela dagen", "text: '  '", "är tom"),
    ("text: Hela dagen", "text: {kontakt}", "Sätt citattecken runt den om den börjar med {"),
    ("exclusive: true", "exclusive: ja", "ska vara true eller false"),
    ("exclusive: true", "exclusive: 'true'", "ska vara true eller false, utan citattecken"),
    # Ids and codes
    ("code: helt", "code: Helt", "små bokstäver a–z, siffror och enstaka _"),
    ("code: helt", "code: på_dagen", "till exempel pa_dagen"),
    ("code: helt", "code: a__b", "enstaka _"),
    ("code: helt", "code: 1", "med en bokstav först"),
    ("code: helt", f"code: {'a' * 33}", "Högst 32"),
    ("code: helt", "code: annat", "”code: annat” står två gånger"),
    ("id: roligt,", "id: bra,", "”id: bra” står två gånger"),
    ("id: sist", "id: forst", "”id: forst” står två gånger"),
    ("id: ar,", "id: mode,", "är en kolumn i exporten"),
    ("id: dag,", "id: ar,", "”ar” heter redan en fråga eller ett svar på rad"),
    ("id: dag,", "id: tycker_bra,", "”tycker_bra” heter redan"),
    ("id: dag,", "id: arbete_annat,", "”arbete_annat” heter redan"),
    # Numbers and limits
    ("max: 99", "max: många", "Skriv ett heltal med siffror"),
    ("max: 99", "max: '99'", "Ta bort citattecknen"),
    ("max: 99", "max: 0x63", "Skriv ett heltal med siffror"),
    ("max: 99", "max: 1:30", "Skriv ett heltal med siffror"),
    ("max: 99", "max: 9999999999", "Skriv ett tal -1000000000–1000000000"),
    ("min: 0, max: 99", "max: 0, min: 99", "min (99) är större än max (0)"),
    ("max_choices: 2", "max_choices: 4", "max_choices är 4, men frågan ”hinder” har 3 alternativ"),
    ("max_choices: 2", "max_choices: 0", "Skriv ett tal 1–50"),
    ("rows: 3", "rows: 21", "Skriv ett tal 1–20"),
    ("rows: 3", "rows: 0", "Skriv ett tal 1–20"),
    ("max_length: 2000", "max_length: 10001", "Skriv ett tal 1–10000"),
    ("text: Hela dagen", f"text: {'a' * 501}", "har 501 tecken och får ha högst 500"),
    ("title: Först", 'title: "Först\\noch sist"', "ska stå på en rad"),
    # Scales
    ("scale: grad5", "scale: grad6", "skalan ”grad6” finns inte i scales.yaml. Menade du ”grad5”?"),
    # Fills
    ("Fråga {kontakt} om", "Fråga {kontkt} om", "Menade du ”kontakt”?"),
    ("Fråga {kontakt} om", "Fråga {kontakt person} om", "går inte att fylla i"),
    ("text: Berätta mer", "text: Berätta } mer", "används bara för namn som fylls i"),
    ("fill: [kontakt]", "fill: kontakt", "ska vara en lista"),
    ("fill: [kontakt]", "fill: [kontakt, kontakt]", "står två gånger i ”fill”"),
    # Conditions
    ("item: tycker_bra, at_least: 4}\n", "item: hur, at_least: 4}\n", "pekar på sig själv"),
    ("item: tycker_bra, at_least: 4}\n", "item: dag, is: x}\n", "pekar på en fråga längre ner"),
    (
        "item: tycker_bra, at_least: 4}\n",
        "item: tycker_bar, at_least: 4}\n",
        "Menade du ”tycker_bra”?",
    ),
    (
        "item: tycker_bra, at_least: 4}\n",
        "item: tycker, at_least: 4}\n",
        "är ett batteri. Skriv ett",
    ),
    ("item: tycker_bra, at_least: 4}\n", "item: tycker_bra, at_least: 6}\n", "är 1–5"),
    ("item: tycker_bra, at_least: 4}\n", "item: ar, at_most: 100}\n", "är 0–99"),
    ("item: tycker_bra, at_least: 4}\n", "item: arbete, at_least: 4}\n", "Använd is med en kod"),
    ("item: tycker_bra, at_least: 4}\n", "item: ar, is: x}\n", "Använd at_least eller at_most"),
    ("item: tycker_bra, at_least: 4}\n", "item: arbete_annat, is: x}\n", "ett öppet svar"),
    ("item: tycker_bra, at_least: 4}\n", "item: tycker_bra, is: 9}\n", "svaret ”9” finns inte"),
    (
        "item: tycker_bra, at_least: 4}\n",
        "item: arbete, is: [helt, halv]}\n",
        "svaret ”halv” finns inte",
    ),
    ("item: tycker_bra, at_least: 4}\n", "item: tycker_bra}\n", "villkoret säger inget"),
    ("item: tycker_bra, at_least: 4}\n", "at_least: 4}\n", "”item” saknas bredvid ”at_least”"),
    (
        "item: tycker_bra, at_least: 4}\n",
        "item: ar, at_least: 4, at_most: 5}\n",
        "Flera samtidigt skrivs med all",
    ),
    (
        "item: tycker_bra, at_least: 4}\n",
        "item: ar, any: [{item: ar, at_least: 1}]}\n",
        "hör inte ihop",
    ),
    ("item: tycker_bra, at_least: 4}\n", "any: []}\n", "lista med 1–20 villkor"),
    ("item: tycker_bra, at_least: 4}\n", "not: {item: dag, is: x}}\n", "längre ner"),
    (
        "at_least: 4}, {item: arbete, is: helt}",
        "at_least: 4}, {item: arbete, is: hel}",
        "Menade du ”helt”?",
    ),
    # Report
    (
        "share: tycker_bra",
        "share: arbete",
        "svaret är ett alternativ och ska vara steg på en skala",
    ),
    ("answers: hur", "answers: dag", "svaret är en dag och ska vara ett öppet svar"),
    ("table: hinder", "table: hindren", "Menade du ”hinder”?"),
    ("table: hinder", "table: ar", "svaret är ett tal och ska vara"),
    (
        "table: hinder\n    by: group",
        "crosstab: ar\n    by: arbete",
        "svaret är ett tal och ska vara",
    ),
    (
        "table: hinder\n    by: group",
        "crosstab: hinder\n    by: tycker_bra",
        "svaret är steg på en skala och ska vara ett alternativ",
    ),
    (
        "table: hinder\n    by: group",
        "crosstab: arbete\n    by: arbete",
        "en korstabell av ”arbete” behöver en annan fråga i ”by”",
    ),
    ("table: hinder\n    by: group", "crosstab: hinder", "”by” saknas"),
    ("table: hinder\n    by: group", "crosstab: hinder\n    by: group", "finns inte i formuläret"),
    (
        "table: hinder\n    by: group",
        "{crosstab: hinder, by: arbete}\n  - {crosstab: hinder, by: arbete}",
        "”hinder” har redan en korstabell på rad",
    ),
    ("indicator: nojd", "indicator: nöjd", "små bokstäver"),
    ("indicator: nojd", "indicator: nojda", "indikatorn ”nojda” finns inte. Menade du ”nojd”?"),
    ("[tycker_bra, tycker_roligt]", "[tycker_bra, hinder]", "samma steg i alla"),
    ("[tycker_bra, tycker_roligt]", "[tycker_bra, hur]", "svaret är ett öppet svar"),
    ("[tycker_bra, tycker_roligt]", "[]", "ska ha 1–50 värden"),
    ("share: tycker_bra", "shares: tycker_bra", "Menade du ”share”?"),
    ("share: tycker_bra", "share: tycker_bra\n    answers: hur", "en av nycklarna figure, means"),
    # Name and place
    ("version: 1", "version: 2", "version är 2 men filen heter ”1.yaml”. Den ska heta 2.yaml"),
    ("id: prov", "id: annat", "id är ”annat” men mappen heter ”prov”"),
    ("id: prov", "id: Prov", "små bokstäver a–z, siffror och bindestreck"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_is_told_on_its_line(tmp_path, right, wrong, message):
    line = line_of(right, QUESTIONNAIRE)
    begins = line - wrong.startswith("\n")
    found = errors(write(tmp_path, QUESTIONNAIRE.replace(right, wrong, 1)))
    near = [finding for finding in found if begins - 2 <= finding.line <= line + 1]
    assert any(message in finding.message for finding in near), found


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("code: 1,", "code: 2,", "”code: 2” står två gånger"),
        ("code: 1,", "code: 9,", "från det lägsta talet till det högsta"),
        ("code: 1,", 'code: "1",', "utan citattecken"),
        ("top: [4, 5]", "top: [4, 6]", "”top” nämner 6, som inte är ett steg"),
        ("top: [4, 5]", "top: [4, vet_ej]", "”top” nämner vet_ej"),
        ("bottom: [1, 2]", "bottom: [1, 4]", "står både i ”top” och ”bottom”"),
        ("agree: instämmer", "agre: instämmer", "Menade du ”agree”?"),
        ("agree: instämmer", "agree: instämmer {mycket}", "går inte i en skala"),
        ("grad5:", "Grad5:", "små bokstäver"),
    ],
)
def test_a_mistake_in_the_scales_is_told_with_their_own_file_and_line(
    tmp_path, right, wrong, message
):
    found = errors(write(tmp_path, scales=changed(right, wrong, SCALES)))
    told = [finding for finding in found if message in finding.message]
    assert told
    assert told[0].path == tmp_path / "scales.yaml"


def test_a_scale_that_cannot_be_read_is_not_also_said_to_be_missing(tmp_path):
    found = errors(write(tmp_path, scales=changed("top: [4, 5]", "top: [4, 6]", SCALES)))
    assert [finding.path.name for finding in found] == ["scales.yaml"]


def test_without_a_scales_file_a_scale_is_said_to_be_missing(tmp_path):
    found = errors(write(tmp_path, scales=None))
    assert says(found, line_of("scale: grad5", QUESTIONNAIRE), "skalan ”grad5” finns inte")


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path):
    text = QUESTIONNAIRE
    for right, wrong in [
        ("title: Ett prov", "titel: Ett prov"),
        ("code: helt", "code: no"),
        ("max_choices: 2", "max_choices: 4"),
        ("scale: grad5", "scale: grad6"),
        ("rows: 3", "rows: 99"),
        ("answers: hur", "answers: dag"),
    ]:
        text = changed(right, wrong, text)
    found = errors(write(tmp_path, text))
    lines = [line_of(part, text) for part in ("titel:", "code: no", "max_choices", "grad6", "99\n")]
    assert {*lines, line_of("answers: dag", text)} <= {finding.line for finding in found}
    assert found == sorted(found)


def test_after_two_hundred_errors_the_rest_are_left_for_the_next_time(tmp_path):
    ids = ", ".join(f"Id{n}" for n in range(300))
    found = errors(write(tmp_path, changed("fill: [kontakt]", f"fill: [{ids}]")))
    assert len(found) == 201
    assert says(found, line_of("fill:", QUESTIONNAIRE), "fler än 200 fel. Rätta de första")


def test_what_points_to_a_broken_part_is_not_said_to_point_nowhere(tmp_path):
    found = errors(write(tmp_path, changed("type: likert", "type: liker", QUESTIONNAIRE)))
    assert [finding.message.split(".")[0] for finding in found] == ["”type: liker” finns inte"]


@pytest.mark.parametrize(
    "entry",
    [
        "means: Medel\n    items: [ar, tycker_bra]\n    by: group",
        "figure: Svårt\n    items: [hinder]",
        "figure: Arbete\n    items: [arbete]",
        "table: arbete\n    title: Arbete",
        "table: tycker_bra",
        "answers: arbete_annat",
        "crosstab: hinder\n    by: arbete",
        "crosstab: tycker_bra\n    by: arbete\n    title: Svaren efter arbete",
    ],
)
def test_the_report_may_show(tmp_path, entry):
    assert errors(write(tmp_path, changed("answers: hur", entry))) == []


def test_a_single_choice_takes_options_or_a_scale_and_not_both(tmp_path):
    both = changed("text: Arbetar du?", "text: Arbetar du?\n        scale: grad5")
    assert says(errors(write(tmp_path, both)), line_of("scale: grad5", both), "antingen options")
    neither = changed("type: multiple", "type: single").replace("        max_choices: 2\n", "")
    neither = (
        neither[: neither.index("        options:\n          - {code: tid")]
        + neither[neither.index("      - id: tycker\n") :]
    )
    assert any(
        "antingen options eller scale" in finding.message
        for finding in errors(write(tmp_path, neither))
    )


def test_several_options_may_be_exclusive(tmp_path):
    text = changed(
        "{code: resor, text: Resorna}", "{code: vill_ej, text: Vill inte, exclusive: true}"
    )
    assert errors(write(tmp_path, text)) == []


def test_three_hundred_variables_are_enough_for_anyone(tmp_path):
    def with_batteries(count):
        items = "".join(f"\n          - {{id: p{n}, text: Rad {n}}}" for n in range(50))
        batteries = "".join(
            f"      - id: b{n}\n        type: likert\n        text: Batteri {n}\n"
            f"        scale: grad5\n        items:{items}\n"
            for n in range(count)
        )
        return changed(
            "  - id: sist\n",
            f"  - id: fler\n    title: Fler\n    questions:\n{batteries}  - id: sist\n",
        )

    assert errors(write(tmp_path, with_batteries(5))) == []
    found = errors(write(tmp_path, with_batteries(6)))
    assert says(found, 1, "ger 308 variabler och får ge högst 300")


def test_lists_hands_notes_and_computed_fields_can_be_read(tmp_path):
    text = changed(
        '      - {id: dag, type: date, text: "Vilken dag?", show_if: {item: arbete, is: helt}}\n',
        "      - {id: lapp, type: note, text: Bara text.}\n"
        "      - {id: rader, type: list, text: Ange mål, columns: [{id: mal, text: Mål}]}\n"
        "      - {id: tva, type: number, text: Antal, min: 0, max: 9}\n"
        "      - {id: del, type: computed, text: Andel, percent: [tva, ar]}\n"
        "      - {id: upp, type: hand, text: Räck upp, options: [{code: a, text: A}]}\n",
    )
    assert errors(write(tmp_path, text)) == []
    for wrong, message in [
        ("percent: [tva, hur]", "”hur” är inte en fråga av typen number"),
        ("percent: [tva, inget]", "frågan ”inget” finns inte"),
        ("percent: [tva]", "ska ha två id"),
    ]:
        found = errors(write(tmp_path, changed("percent: [tva, ar]", wrong, text)))
        assert says(found, line_of("id: del", text), message)
    noted = changed("answers: hur", "answers: lapp", text)
    assert says(errors(write(tmp_path, noted)), line_of("answers: lapp", noted), "inget svar")
    specified = changed("code: a, text: A", "code: a, text: A, specify: true", text)
    assert says(errors(write(tmp_path, specified)), line_of("id: upp", text), "handuppräckning")


def test_a_translation_is_not_taken_for_a_questionnaire(tmp_path):
    path = write(tmp_path).with_name("1.ar.yaml")
    path.write_text("title: استبيان\n", encoding="utf-8")
    assert says(errors(path), 1, "är en översättning. Kontrollera 1.yaml i stället")


def test_load_gives_the_questionnaire_or_raises_with_every_finding(tmp_path):
    assert load(write(tmp_path)).id == "prov"
    path = write(tmp_path, changed("max: 99", "max: -99"))
    with pytest.raises(QuestionnaireError) as raised:
        load(path)
    line = line_of("min: 0", QUESTIONNAIRE)
    assert (
        str(raised.value)
        == f"{path}:{line}: fel: min (0) är större än max (-99). Byt plats på dem."
    )


def test_given_scales_are_used_instead_of_the_file(tmp_path):
    path = write(tmp_path)
    scale = load(path).questions[3].scale
    (tmp_path / "scales.yaml").unlink()
    questionnaire, _ = check(path, {"grad5": scale})
    assert questionnaire.questions[3].scale is scale


def test_texts_are_kept_in_one_unicode_form_without_space_around(tmp_path):
    text = changed("text: Hela dagen", 'text: "  Ga\\u030a hem  "')
    assert load(write(tmp_path, text)).questions[1].options[0].text == "Gå hem"

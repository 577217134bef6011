"""Which keys each part of a questionnaire file takes: the one table of them.

The reader, the JSON Schema and the test of `questionnaires/README.md` all come from it. What a
key is read to (`fields`) are the fields of the model; a test keeps the two equal.
"""

from dataclasses import replace
from typing import get_args

from msgspec import Struct

from survey_app.questionnaire import model
from survey_app.questionnaire.key_types import (
    ID_LENGTH,
    LARGEST_NUMBER,
    LONG,
    TEXT,
    Key,
    Table,
    key,
)

_LABEL_SOURCE = key(
    "label_source",
    "choice",
    "Varifrån ordalydelsen kommer: källa (tryckt) eller samsvar (vår egen).",
    choices=get_args(model.LabelSource),
)
_TEXT_ORIGINAL = key(
    "text_original", "text", "Den tryckta ordalydelsen, när text rättar ett fel i den. Visas inte."
)

# Conditions ------------------------------------------------------------------------------------

_ITEM = key("item", "id", "Variabeln som villkoret gäller.", field="item", high=2 * ID_LENGTH + 1)
_AT_LEAST = key(
    "at_least",
    "integer",
    "Svaret är detta steg eller tal, eller högre.",
    field="value",
    low=-LARGEST_NUMBER,
    high=LARGEST_NUMBER,
)
_AT_MOST = key(
    "at_most",
    "integer",
    "Svaret är detta steg eller tal, eller lägre.",
    field="value",
    low=-LARGEST_NUMBER,
    high=LARGEST_NUMBER,
)
_IS = key("is", "codes", "Svaret är denna kod, eller en av dessa koder.", field="codes", high=100)
_ANY = key("any", "conditions", "Minst ett av villkoren gäller.", field="conditions")
_ALL = key("all", "conditions", "Alla villkoren gäller.", field="conditions")
_NOT = key("not", "condition", "Villkoret gäller inte.", field="condition")

CONDITIONS: dict[str, tuple[type[model.Condition], Key]] = {
    "at_least": (model.AtLeast, _AT_LEAST),
    "at_most": (model.AtMost, _AT_MOST),
    "is": (model.Is, _IS),
    "any": (model.AnyOf, _ANY),
    "all": (model.AllOf, _ALL),
    "not": (model.Not, _NOT),
}
"""What each key that says what must hold is read to. The first three also take `item`."""

CONDITION = Table(
    name="villkoret",
    doc="När en fråga visas, eller vem en indikator räknar.",
    struct=None,
    keys=(_ITEM, _AT_LEAST, _AT_MOST, _IS, _ANY, _ALL, _NOT),
)

# Parts of questions ----------------------------------------------------------------------------

OPTION = Table(
    name="alternativet",
    doc="Ett svar att välja.",
    struct=model.Option,
    keys=(
        key("code", "code", "Det som lagras: små bokstäver a–z, siffror och _.", required=True),
        key("text", "line", "Det som den svarande läser.", required=True),
        key("specify", "boolean", "En rad att skriva på följer, som eget öppet svar."),
        key("exclusive", "boolean", "I flerval: går inte att förena med något annat."),
        key("missing", "boolean", "Svaret säger inget i sak, till exempel vet ej."),
        _LABEL_SOURCE,
    ),
)

ITEM = Table(
    name="påståendet",
    doc="Ett påstående i ett batteri; dess variabel heter <frågans id>_<id>.",
    struct=model.Item,
    keys=(
        key("id", "id", "Påståendets namn i variabeln.", required=True),
        key("text", "line", "Påståendet.", required=True),
        _TEXT_ORIGINAL,
    ),
)

COLUMN = Table(
    name="kolumnen",
    doc="En kolumn i en lista.",
    struct=model.Item,
    keys=(
        key("id", "id", "Kolumnens namn.", required=True),
        key("text", "line", "Kolumnens rubrik.", required=True),
        _TEXT_ORIGINAL,
    ),
)

POINT = Table(
    name="steget",
    doc="Ett steg på en skala.",
    struct=model.Point,
    derived=("value",),
    keys=(
        key(
            "code",
            "step",
            "Heltal för ett steg på skalan, ord för ett svar utanför den (vet_ej).",
            required=True,
        ),
        key("text", "line", "Det som den svarande läser.", required=True),
        _LABEL_SOURCE,
    ),
)

SCALE = Table(
    name="skalan",
    doc="Ordnade steg som påståenden bedöms på. Står i scales.yaml under sitt id.",
    struct=model.Scale,
    derived=("id",),
    keys=(
        key("source", "line", "Var skalan är tryckt."),
        key(
            "points",
            "list",
            "Stegen, i den ordning de visas.",
            required=True,
            of="point",
            low=2,
            high=13,
        ),
        key("top", "codes", "Stegen som räknas som instämmande.", required=True, high=12),
        key("bottom", "codes", "Stegen som räknas som motsatsen.", required=True, high=12),
        key(
            "agree", "line", "Orden för stegen i top: ”instämmer mycket eller helt”.", required=True
        ),
    ),
)

# Questions -------------------------------------------------------------------------------------


def _question(
    struct: type[model.Question],
    doc: str,
    *own: Key,
    text: str = "Frågan.",
    text_length: int = TEXT,
) -> Table:
    return Table(
        name="frågan",
        doc=doc,
        struct=struct,
        keys=(
            key("id", "id", "Frågans namn i data. Ändras aldrig.", required=True),
            key(
                "type",
                "choice",
                "Frågans sort.",
                required=True,
                field=(),
                choices=(str(struct.__struct_config__.tag),),
            ),
            key("text", "text", text, required=True, high=text_length),
            _TEXT_ORIGINAL,
            key("hint", "text", "Hjälp under frågan. Rader som börjar med ”- ” blir stödpunkter."),
            *own,
            key("required", "boolean", "true om frågan måste besvaras. Undvik det."),
            key("show_if", "condition", "När frågan visas. Pekar på en fråga längre upp."),
        ),
    )


def _options(*, required: bool, low: int) -> Key:
    return key(
        "options",
        "list",
        "Svarsalternativen, i den ordning de visas.",
        required=required,
        of="option",
        low=low,
    )


QUESTIONS: dict[str, Table] = {
    "single": _question(
        model.SingleChoice,
        "Välj ett av alternativen, eller ett steg på en skala.",
        _options(required=False, low=2),
        key("scale", "scale", "Skalans id i scales.yaml, i stället för options."),
    ),
    "multiple": _question(
        model.MultipleChoice,
        "Välj flera.",
        _options(required=True, low=2),
        key("max_choices", "integer", "Högsta antal val.", high=50),
    ),
    "likert": _question(
        model.Likert,
        "Flera påståenden på samma skala.",
        key("scale", "scale", "Skalans id i scales.yaml.", required=True),
        key("items", "list", "Påståendena.", required=True, of="item"),
    ),
    "number": _question(
        model.Number,
        "Ett heltal.",
        *(
            key(
                name,
                "integer",
                doc,
                required=True,
                low=-LARGEST_NUMBER,
                high=LARGEST_NUMBER,
            )
            for name, doc in (("min", "Minsta talet."), ("max", "Största talet."))
        ),
        key("unit", "line", "Enheten: år, månader, kronor.", high=40),
    ),
    "date": _question(model.DateQuestion, "En dag."),
    "text": _question(
        model.FreeText,
        "Ett öppet svar.",
        key("rows", "integer", "Höjd på rutan, i rader.", high=20),
        key("max_length", "integer", "Högsta antal tecken.", high=10_000),
    ),
    "hand": _question(
        model.HandCount,
        "Handuppräckning vid en gruppträff: antal för varje alternativ.",
        _options(required=True, low=1),
    ),
    "list": _question(
        model.RowList,
        "Rader med samma kolumner.",
        key("columns", "list", "Kolumnerna.", required=True, of="column", high=10),
        key("max_rows", "integer", "Högsta antal rader.", high=100),
    ),
    "computed": _question(
        model.Computed,
        "Ett tal i procent av ett annat.",
        key(
            "percent",
            "pair",
            "Två frågor av typen number: täljaren och nämnaren.",
            required=True,
            field=("numerator", "denominator"),
        ),
    ),
    "note": _question(model.Note, "Text utan fråga.", text="Texten.", text_length=LONG),
}

SECTION = Table(
    name="avsnittet",
    doc="Frågor under en rubrik.",
    struct=model.Section,
    keys=(
        key("id", "id", "Avsnittets namn.", required=True),
        key("title", "line", "Rubriken.", required=True, high=200),
        key("intro", "text", "Text under rubriken.", high=LONG),
        key("questions", "questions", "Frågorna.", required=True),
    ),
)

# What is counted and printed -------------------------------------------------------------------

INDICATOR = Table(
    name="indikatorn",
    doc="Andelen personer som ett villkor gäller för.",
    struct=model.Indicator,
    keys=(
        key("id", "id", "Indikatorns namn.", required=True),
        key("text", "line", "Vad den mäter, som i rapporten.", required=True),
        *(replace(key, fields=("condition",)) for key in CONDITION.keys),
    ),
)

_BY = key("by", "group", "Skriv group för en rad per grupp.", field="by_group")


def _titled(struct: type[Struct], name: str, doc: str) -> Table:
    return Table(
        name="posten",
        doc=doc,
        struct=struct,
        keys=(
            key(name, "line", "Rubriken.", required=True, field="title", high=200),
            key("items", "ids", "Variablerna, uppifrån och ner.", required=True),
            _BY,
        ),
    )


def _one(struct: type[Struct], name: str, doc: str, *more: Key, field: str = "item") -> Table:
    item = key(name, "id", doc, required=True, field=field, high=2 * ID_LENGTH + 1)
    return Table(name="posten", doc=doc, struct=struct, keys=(item, *more))


REPORT: dict[str, Table] = {
    "figure": _titled(model.Figure, "figure", "Diagram över hur svaren fördelar sig."),
    "means": _titled(model.Means, "means", "Diagram över medelvärden."),
    "share": _one(model.Share, "share", "Mening om andelen som instämmer."),
    "table": _one(
        model.CountTable,
        "table",
        "Tabell med antal för varje svar.",
        key("title", "line", "Tabellens rubrik.", high=200),
        _BY,
    ),
    "crosstab": _one(
        model.CrossTable,
        "crosstab",
        "Korstabell: svaren på en fråga, en rad för varje svar på en annan.",
        key(
            "by",
            "id",
            "Frågan som ger raderna: ett svar, med alternativ.",
            required=True,
            high=2 * ID_LENGTH + 1,
        ),
        key("title", "line", "Tabellens rubrik.", high=200),
    ),
    "indicator": _one(
        model.IndicatorShare, "indicator", "Mening om en indikator.", field="indicator"
    ),
    "answers": _one(model.OpenAnswers, "answers", "De öppna svaren på en fråga."),
}
"""The entries of a report, by the key that says which it is."""

QUESTIONNAIRE = Table(
    name="formuläret",
    doc="Ett formulär.",
    struct=model.Questionnaire,
    derived=("translations",),
    keys=(
        key("id", "name", "Formulärets namn; mappen heter likadant.", required=True),
        key(
            "version",
            "integer",
            "Versionen; filen heter likadant. Höj den i stället för att ändra en använd version.",
            required=True,
            high=9_999,
        ),
        key("title", "line", "Rubriken som den svarande ser.", required=True, high=200),
        key("source", "line", "Var formuläret är tryckt."),
        key(
            "audience",
            "choice",
            "Vilka som svarar. Styr bland annat minsta antal svar som visas.",
            required=True,
            choices=get_args(model.Audience),
        ),
        key("language", "language", "Språket, som sv."),
        key(
            "minutes", "integer", "Hur lång tid det sägs ta. Jämförs med en uppskattning.", high=240
        ),
        key(
            "layout",
            "choice",
            "En fråga i taget, eller ett batteri i taget.",
            choices=get_args(model.Layout),
        ),
        key("fill", "ids", "Namnen som varje omgång fyller i; skrivs {namn} i texterna."),
        key("intro", "text", "Texten före frågorna.", high=LONG),
        key("thanks", "text", "Texten när svaret är skickat.", high=LONG),
        key("sections", "list", "Avsnitten med frågorna.", required=True, of="section"),
        key("indicators", "list", "Andelar som räknas ur flera svar.", of="indicator"),
        key("report", "entries", "Vad resultatkapitlet innehåller, i ordning."),
    ),
)

TABLES: dict[str, Table] = {
    "questionnaire": QUESTIONNAIRE,
    "section": SECTION,
    "option": OPTION,
    "item": ITEM,
    "column": COLUMN,
    "point": POINT,
    "scale": SCALE,
    "indicator": INDICATOR,
}
"""The tables that lists of mappings name (`Key.of`)."""

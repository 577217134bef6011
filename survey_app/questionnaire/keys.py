"""Which keys each part of a questionnaire file takes: the one table of them.

The reader, the JSON Schema and the test of `questionnaires/README.md` all come from it. What a
key is read to (`fields`) are the fields of the model; a test keeps the two equal.
"""

from dataclasses import dataclass, replace
from typing import Literal, get_args

from msgspec import Struct

from survey_app.questionnaire import model

Kind = Literal[
    "line",  # text without line breaks
    "text",  # text, several lines if need be
    "id",  # ASCII word; becomes a variable, a column
    "name",  # the questionnaire's own id: hyphens too
    "language",  # language tag
    "code",  # the code of an option
    "step",  # the code of a point: a number on the scale, or a word outside it
    "codes",  # one code or several
    "integer",
    "boolean",
    "choice",  # one of `choices`
    "ids",  # list of ids
    "pair",  # list of two ids
    "scale",  # id of a scale in scales.yaml
    "group",  # the word `group`
    "condition",
    "conditions",
    "questions",
    "entries",  # of the report
    "list",  # list of mappings of the table `of`
]


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key: what it holds and which fields of the model it fills.

    `low` and `high` limit an integer, the length of a text or the number of things in a list.
    """

    name: str
    kind: Kind
    doc: str
    required: bool = False
    fields: tuple[str, ...]
    of: str = ""
    choices: tuple[str, ...] = ()
    low: int = 1
    high: int


@dataclass(frozen=True, kw_only=True)
class Table:
    """The keys of one kind of mapping. `derived` are fields that come from elsewhere in the file.

    `struct` is None for a condition, which is one of several (`CONDITIONS`).
    """

    name: str
    doc: str
    struct: type[Struct] | None
    keys: tuple[Key, ...]
    derived: tuple[str, ...] = ()

    def key(self, name: str) -> Key | None:
        """Return the key called `name`, or None."""
        return next((key for key in self.keys if key.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the keys, in the order they are usually written."""
        return tuple(key.name for key in self.keys)


LINE, TEXT, LONG = 500, 2_000, 5_000
ID_LENGTH = 32
LARGEST_NUMBER = 1_000_000_000
MAX_VARIABLES = 300

ID_PATTERN = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
NAME_PATTERN = r"[a-z][a-z0-9]*([-_][a-z0-9]+)*"
LANGUAGE_PATTERN = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"

RESERVED_IDS = frozenset({"class", "mode", "language"})
"""Columns of the export that are not variables."""

_HIGH: dict[Kind, int] = {
    "line": LINE,
    "text": TEXT,
    "id": ID_LENGTH,
    "name": ID_LENGTH,
    "language": 35,
    "code": ID_LENGTH,
    "step": ID_LENGTH,
    "scale": ID_LENGTH,
    "pair": 2,
    "ids": 50,
    "conditions": 20,
    "questions": 200,
    "entries": 100,
    "list": 50,
}


def _key(
    name: str,
    kind: Kind,
    doc: str,
    *,
    required: bool = False,
    field: str | tuple[str, ...] | None = None,
    of: str = "",
    choices: tuple[str, ...] = (),
    low: int = 1,
    high: int | None = None,
) -> Key:
    fields = field if isinstance(field, tuple) else (field or name,)
    most = _HIGH.get(kind, 1) if high is None else high
    return Key(
        name=name,
        kind=kind,
        doc=doc,
        required=required,
        fields=fields,
        of=of,
        choices=choices,
        low=low,
        high=most,
    )


_LABEL_SOURCE = _key(
    "label_source",
    "choice",
    "Varifrån ordalydelsen kommer: källa (tryckt) eller samsvar (vår egen).",
    choices=get_args(model.LabelSource),
)
_TEXT_ORIGINAL = _key(
    "text_original", "text", "Den tryckta ordalydelsen, när text rättar ett fel i den. Visas inte."
)

# Conditions ------------------------------------------------------------------------------------

_ITEM = _key("item", "id", "Variabeln som villkoret gäller.", field="item", high=2 * ID_LENGTH + 1)
_AT_LEAST = _key(
    "at_least",
    "integer",
    "Svaret är detta steg eller tal, eller högre.",
    field="value",
    low=-LARGEST_NUMBER,
    high=LARGEST_NUMBER,
)
_AT_MOST = _key(
    "at_most",
    "integer",
    "Svaret är detta steg eller tal, eller lägre.",
    field="value",
    low=-LARGEST_NUMBER,
    high=LARGEST_NUMBER,
)
_IS = _key("is", "codes", "Svaret är denna kod, eller en av dessa koder.", field="codes", high=100)
_ANY = _key("any", "conditions", "Minst ett av villkoren gäller.", field="conditions")
_ALL = _key("all", "conditions", "Alla villkoren gäller.", field="conditions")
_NOT = _key("not", "condition", "Villkoret gäller inte.", field="condition")

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
        _key("code", "code", "Det som lagras: små bokstäver a–z, siffror och _.", required=True),
        _key("text", "line", "Det som den svarande läser.", required=True),
        _key("specify", "boolean", "En rad att skriva på följer, som eget öppet svar."),
        _key("exclusive", "boolean", "I flerval: går inte att förena med något annat."),
        _key("missing", "boolean", "Svaret säger inget i sak, till exempel vet ej."),
        _LABEL_SOURCE,
    ),
)

ITEM = Table(
    name="påståendet",
    doc="Ett påstående i ett batteri; dess variabel heter <frågans id>_<id>.",
    struct=model.Item,
    keys=(
        _key("id", "id", "Påståendets namn i variabeln.", required=True),
        _key("text", "line", "Påståendet.", required=True),
        _TEXT_ORIGINAL,
    ),
)

COLUMN = Table(
    name="kolumnen",
    doc="En kolumn i en lista.",
    struct=model.Item,
    keys=(
        _key("id", "id", "Kolumnens namn.", required=True),
        _key("text", "line", "Kolumnens rubrik.", required=True),
        _TEXT_ORIGINAL,
    ),
)

POINT = Table(
    name="steget",
    doc="Ett steg på en skala.",
    struct=model.Point,
    derived=("value",),
    keys=(
        _key(
            "code",
            "step",
            "Heltal för ett steg på skalan, ord för ett svar utanför den (vet_ej).",
            required=True,
        ),
        _key("text", "line", "Det som den svarande läser.", required=True),
        _LABEL_SOURCE,
    ),
)

SCALE = Table(
    name="skalan",
    doc="Ordnade steg som påståenden bedöms på. Står i scales.yaml under sitt id.",
    struct=model.Scale,
    derived=("id",),
    keys=(
        _key("source", "line", "Var skalan är tryckt."),
        _key(
            "points",
            "list",
            "Stegen, i den ordning de visas.",
            required=True,
            of="point",
            low=2,
            high=13,
        ),
        _key("top", "codes", "Stegen som räknas som instämmande.", required=True, high=12),
        _key("bottom", "codes", "Stegen som räknas som motsatsen.", required=True, high=12),
        _key(
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
            _key("id", "id", "Frågans namn i data. Ändras aldrig.", required=True),
            _key(
                "type",
                "choice",
                "Frågans sort.",
                required=True,
                field=(),
                choices=(str(struct.__struct_config__.tag),),
            ),
            _key("text", "text", text, required=True, high=text_length),
            _TEXT_ORIGINAL,
            _key("hint", "text", "Hjälp under frågan. Rader som börjar med ”- ” blir stödpunkter."),
            *own,
            _key("required", "boolean", "true om frågan måste besvaras. Undvik det."),
            _key("show_if", "condition", "När frågan visas. Pekar på en fråga längre upp."),
        ),
    )


def _options(*, required: bool, low: int) -> Key:
    return _key(
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
        _key("scale", "scale", "Skalans id i scales.yaml, i stället för options."),
    ),
    "multiple": _question(
        model.MultipleChoice,
        "Välj flera.",
        _options(required=True, low=2),
        _key("max_choices", "integer", "Högsta antal val.", high=50),
    ),
    "likert": _question(
        model.Likert,
        "Flera påståenden på samma skala.",
        _key("scale", "scale", "Skalans id i scales.yaml.", required=True),
        _key("items", "list", "Påståendena.", required=True, of="item"),
    ),
    "number": _question(
        model.Number,
        "Ett heltal.",
        *(
            _key(
                name,
                "integer",
                doc,
                required=True,
                low=-LARGEST_NUMBER,
                high=LARGEST_NUMBER,
            )
            for name, doc in (("min", "Minsta talet."), ("max", "Största talet."))
        ),
        _key("unit", "line", "Enheten: år, månader, kronor.", high=40),
    ),
    "date": _question(model.DateQuestion, "En dag."),
    "text": _question(
        model.FreeText,
        "Ett öppet svar.",
        _key("rows", "integer", "Höjd på rutan, i rader.", high=20),
        _key("max_length", "integer", "Högsta antal tecken.", high=10_000),
    ),
    "hand": _question(
        model.HandCount,
        "Handuppräckning vid en gruppträff: antal för varje alternativ.",
        _options(required=True, low=1),
    ),
    "list": _question(
        model.RowList,
        "Rader med samma kolumner.",
        _key("columns", "list", "Kolumnerna.", required=True, of="column", high=10),
        _key("max_rows", "integer", "Högsta antal rader.", high=100),
    ),
    "computed": _question(
        model.Computed,
        "Ett tal i procent av ett annat.",
        _key(
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
        _key("id", "id", "Avsnittets namn.", required=True),
        _key("title", "line", "Rubriken.", required=True, high=200),
        _key("intro", "text", "Text under rubriken.", high=LONG),
        _key("questions", "questions", "Frågorna.", required=True),
    ),
)

# What is counted and printed -------------------------------------------------------------------

INDICATOR = Table(
    name="indikatorn",
    doc="Andelen personer som ett villkor gäller för.",
    struct=model.Indicator,
    keys=(
        _key("id", "id", "Indikatorns namn.", required=True),
        _key("text", "line", "Vad den mäter, som i rapporten.", required=True),
        *(replace(key, fields=("condition",)) for key in CONDITION.keys),
    ),
)

_BY = _key("by", "group", "Skriv group för en rad per grupp.", field="by_group")


def _titled(struct: type[Struct], name: str, doc: str) -> Table:
    return Table(
        name="posten",
        doc=doc,
        struct=struct,
        keys=(
            _key(name, "line", "Rubriken.", required=True, field="title", high=200),
            _key("items", "ids", "Variablerna, uppifrån och ner.", required=True),
            _BY,
        ),
    )


def _one(struct: type[Struct], name: str, doc: str, *more: Key, field: str = "item") -> Table:
    item = _key(name, "id", doc, required=True, field=field, high=2 * ID_LENGTH + 1)
    return Table(name="posten", doc=doc, struct=struct, keys=(item, *more))


REPORT: dict[str, Table] = {
    "figure": _titled(model.Figure, "figure", "Diagram över hur svaren fördelar sig."),
    "means": _titled(model.Means, "means", "Diagram över medelvärden."),
    "share": _one(model.Share, "share", "Mening om andelen som instämmer."),
    "table": _one(
        model.CountTable,
        "table",
        "Tabell med antal för varje svar.",
        _key("title", "line", "Tabellens rubrik.", high=200),
        _BY,
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
    keys=(
        _key("id", "name", "Formulärets namn; mappen heter likadant.", required=True),
        _key(
            "version",
            "integer",
            "Versionen; filen heter likadant. Höj den i stället för att ändra en använd version.",
            required=True,
            high=9_999,
        ),
        _key("title", "line", "Rubriken som den svarande ser.", required=True, high=200),
        _key("source", "line", "Var formuläret är tryckt."),
        _key(
            "audience",
            "choice",
            "Vilka som svarar. Styr bland annat minsta antal svar som visas.",
            required=True,
            choices=get_args(model.Audience),
        ),
        _key("language", "language", "Språket, som sv."),
        _key(
            "minutes", "integer", "Hur lång tid det sägs ta. Jämförs med en uppskattning.", high=240
        ),
        _key(
            "layout",
            "choice",
            "En fråga i taget, eller ett batteri i taget.",
            choices=get_args(model.Layout),
        ),
        _key("fill", "ids", "Namnen som varje omgång fyller i; skrivs {namn} i texterna."),
        _key("intro", "text", "Texten före frågorna.", high=LONG),
        _key("thanks", "text", "Texten när svaret är skickat.", high=LONG),
        _key("sections", "list", "Avsnitten med frågorna.", required=True, of="section"),
        _key("indicators", "list", "Andelar som räknas ur flera svar.", of="indicator"),
        _key("report", "entries", "Vad resultatkapitlet innehåller, i ordning."),
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

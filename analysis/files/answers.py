"""What a file with single answers holds: columns, what was left out, and why, in Swedish."""

from dataclasses import dataclass
from typing import Literal

from analysis.codebook import Code, Codebook, Variable
from analysis.dataset import Codes

Kind = Literal["class", "likert", "single", "pick"]
Reason = Literal["words", "number", "combination", "divided", "few", "class"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """One answer of everyone: 0 for none, else 1, 2 … for `codes` in order.

    `question` and `option` are what was asked, `variable` is None for the class. A multiple choice
    gives a column of the kind `pick` for each option. `remark` says what is missing in it.
    """

    name: str
    kind: Kind
    question: str
    option: str
    codes: tuple[Code, ...]
    values: Codes
    variable: Variable | None = None
    remark: str = ""

    @property
    def label(self) -> str:
        """What was asked, and which option of it the column is about."""
        return f"{self.question} – {self.option}" if self.option else self.question


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Something that was asked and is not in the file."""

    name: str
    text: str
    reason: Reason


@dataclass(frozen=True, kw_only=True, eq=False)
class SingleResponses:
    """One place in every column for each response, in an order that tells nothing.

    `background` names the columns whose combinations are each shared by `least` persons or more:
    the class, or else single choices. The rows of smaller classes are there, without anything.
    """

    codebook: Codebook
    n: int
    least: int
    columns: tuple[Column, ...]
    background: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def reasons(answers: SingleResponses) -> list[str]:
    """Return, in Swedish, what is not in the file and why, one sentence a reason."""
    told: dict[Reason, str] = {
        "words": "Svar med egna ord lämnas aldrig ut",
        "number": "Tal och datum lämnas inte ut, eftersom de lätt pekar ut någon",
        "combination": (
            "Utelämnat, eftersom kombinationen av grupp och bakgrund annars skulle delas av färre "
            f"än {answers.least} personer"
        ),
        "divided": (
            "Utelämnat, eftersom resultaten redovisas efter en annan indelning (grupper, "
            "korstabeller eller indikatorer), och två indelningar av samma personer tillsammans "
            "kan peka ut någon"
        ),
        "few": f"Utelämnat, eftersom färre än {answers.least} har svarat så att det går att visa",
        "class": (
            f"Rader utan grupp och utan svar hör till grupper med färre än {answers.least} svar, "
            "som inte redovisas svar för svar"
        ),
    }
    found = []
    for reason, words in told.items():
        left_out = [one for one in answers.left_out if one.reason == reason]
        texts = [one.text if reason == "class" else f"{one.text} ({one.name})" for one in left_out]
        if texts:
            found.append(f"{words}: {', '.join(texts)}.")
    return found

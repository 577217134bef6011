"""Sort the answers written at “nämligen” into categories, beside the answers, never over them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from analysis.codebook import Code, Variable
from analysis.dataset import Dataset
from analysis.errors import RecodeError
from analysis.tallies import ChoiceTally


@dataclass(frozen=True, kw_only=True)
class Recoding:
    """Which written answers belong together.

    `categories` gives, for each open variable, the texts of each category. A category named as
    a code of the question, or as its text, adds to that answer; any other is a new row.
    """

    categories: Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, kw_only=True)
class Recoded:
    """A single choice counted again with categories of its “nämligen” as answers of their own.

    `unknown` are texts of the recoding that nobody wrote.
    """

    tally: ChoiceTally
    unknown: tuple[str, ...]


def read_recoding(path: Path) -> Recoding:
    """Return the recoding in a YAML file: variable, then category, then a list of texts.

    Raises RecodeError that says what cannot be read.
    """
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        categories = msgspec.convert(content, dict[str, dict[str, tuple[str, ...]]])
    except OSError as error:
        raise RecodeError(f"{path} cannot be read: {error.strerror}.") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise RecodeError(f"{path} is not YAML: {error}") from None
    except msgspec.ValidationError as error:
        raise RecodeError(
            f"{path}: {error}. Write a variable, under it its categories, and under each a list "
            "of texts in quotes."
        ) from None
    return Recoding(categories=categories)


def recode(dataset: Dataset, tally: ChoiceTally, name: str, recoding: Recoding) -> Recoded:
    """Return `tally`, the counts of everyone, with the texts of the open variable `name` sorted in.

    Texts are compared without regard to case and spaces. What no category takes stays with the
    original answer, which is left out when nothing of it remains.

    Raises RecodeError when the recoding does not fit the questionnaire or the answers.
    """
    categories = recoding.categories[name]
    written = Counter(_plain(one.text) for one in dataset.texts[name])
    sizes = dict.fromkeys(categories, 0)
    for text, label in _category_of(name, categories).items():
        sizes[label] += written[text]
    counts = dict(zip(tally.variable.codes, tally.counts, strict=True))
    source = next(
        code for code in counts if code.code == dataset.codebook.variable(name).specify_code
    )
    moved = sum(sizes.values())
    if moved > counts[source]:
        raise RecodeError(f"{name}: more texts are recoded than there are answers “{source.text}”.")
    counts[source] -= moved
    if counts[source] == 0 and moved:
        del counts[source]
    for label, size in sizes.items():
        target = _same_answer(label, tally.variable) or Code(code=label, text=label)
        counts[target] = counts.get(target, 0) + size
    return Recoded(
        tally=ChoiceTally(
            variable=msgspec.structs.replace(tally.variable, codes=tuple(counts)),
            group=tally.group,
            n=tally.n,
            no_answer=tally.no_answer,
            counts=tuple(counts.values()),
        ),
        unknown=tuple(
            text for texts in categories.values() for text in texts if _plain(text) not in written
        ),
    )


def recoded_variable(dataset: Dataset, name: str) -> Variable:
    """Return the single choice that the open variable `name` explains.

    Raises RecodeError when `name` is not such a variable.
    """
    found = [one for one in dataset.codebook.variables if one.specifies is not None]
    for variable in found:
        if variable.name == name and variable.specifies is not None:
            parent = dataset.codebook.variable(variable.specifies)
            if parent.kind == "single":
                return parent
            raise RecodeError(
                f"“{name}” belongs to a multiple choice; only single choices can be recoded."
            )
    names = ", ".join(one.name for one in found) or "none in this questionnaire"
    raise RecodeError(f"“{name}” is not an answer in words to “nämligen”. There are: {names}.")


def _category_of(name: str, categories: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    category_of: dict[str, str] = {}
    for label, texts in categories.items():
        for text in texts:
            if category_of.setdefault(_plain(text), label) != label:
                raise RecodeError(f"{name}: “{text}” is in two categories.")
    return category_of


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _same_answer(label: str, variable: Variable) -> Code | None:
    plain = _plain(label)
    return next(
        (code for code in variable.codes if plain in {_plain(code.code), _plain(code.text)}), None
    )

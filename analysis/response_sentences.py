"""Sentences about how many answered, and about outcomes that are parts of one whole."""

from collections.abc import Mapping

from analysis.rounding import percent
from analysis.swedish import NO_BREAK, few, percentage
from analysis.words import listed, number, percent_words, plain_count, sentence


def response_sentence(
    answered: int | None,
    invited: int | None,
    who: str,
    *,
    parts: Mapping[str, int] | None = None,
    reasons: Mapping[str, int] | None = None,
) -> str:
    """Return “58 av 67 handläggare besvarade enkäten, vilket motsvarar …”.

    - `answered`: None where it may not be shown; `invited`: None where nobody counted them, as
      with an open link;
    - `who`: a word in the plural for those invited;
    - `parts`: how the answers divide, by what stands after the number (“muntligt”, “ersättare”);
    - `reasons`: why others did not, by what stands after the number (“har avstått”).

    Raises ValueError when more answered than were invited or the parts are not the whole.
    """
    if answered is None:
        return f"Antalet svar från {who} visas inte, eftersom gruppen är liten."
    if parts and sum(parts.values()) != answered:
        raise ValueError(f"the parts are {sum(parts.values())} of {answered} answers")
    divided = f" ({_each(parts)})" if parts else ""
    if invited is None:
        told = (
            f"{_digits(answered)} {who} besvarade enkäten{divided}. Hur många som har kunnat svara "
            "är inte känt, så någon svarsfrekvens går inte att räkna ut"
        )
        return sentence(told)
    if answered + sum((reasons or {}).values()) > invited:
        raise ValueError(f"{answered} answers and the reasons are more than {invited} invited")
    told = f"{_of(answered, invited)} {who} besvarade enkäten{divided}"
    if not few(invited):
        rate = percent_words(answered, invited)
        told += f", vilket motsvarar en svarsfrekvens på {rate}"
    missing = f" Av de övriga: {_each(reasons)}." if reasons else ""
    return sentence(told) + missing


def _digits(count: int) -> str:
    return number(count) if few(count) else str(count)


def _of(count: int, of: int) -> str:
    """Return both numbers as digits, or both in words where the base is under ten."""
    return plain_count(count, of) if few(of) else f"{count} av {of}"


def _each(parts: Mapping[str, int]) -> str:
    return listed([f"{number(count)} {what}" for what, count in parts.items()])


def divided_sentence(whole: str, parts: Mapping[str, int], of: int, *, base: str = "") -> str:
    """Return a share and what it is made of: “11 av 51 (22 %) …: sex arbete (12 %) och …”.

    `whole` is said of the sum of the parts, `base` of those it is a share of. The share of the
    whole comes from the sum of the counts, never from adding rounded percentages, so the parts may
    look as if they did not add up; then that is said. Raises ValueError when they are more than
    `of`.
    """
    count = sum(parts.values())
    if count > of:
        raise ValueError(f"the parts are {count}, more than {of}")
    who = f" {base}" if base else ""
    if few(of):
        return sentence(f"{plain_count(count, of)}{who} {whole}: {_each(parts)}")
    told = [f"{number(one)} {what} ({_percentage(one, of)})" for what, one in parts.items()]
    written = f"{count} av {of}{who} ({_percentage(count, of)}) {whole}: {listed(told)}."
    if sum(percent(one, of) for one in parts.values()) != percent(count, of):
        written += " Summan kan avvika på grund av avrundning."
    return written


def _percentage(count: int, of: int) -> str:
    return percentage(percent(count, of))


def target_sentence(whole: str, parts: Mapping[str, int], started: int, target: int) -> str:
    """Return whether at least `target` percent of those who started reached an outcome.

    `parts` are outcomes that exclude each other, and the base is everyone who started: exits that
    are not accounted for stay in it. Judged exactly, before any rounding. Raises ValueError when
    the outcomes are more than those who started.
    """
    count = sum(parts.values())
    if count > started:
        raise ValueError(f"the outcomes are {count}, more than {started} who started")
    reached = "har nåtts" if 100 * count >= target * started else "har inte nåtts"
    goal = f"Målet att {target}{NO_BREAK}procent {whole} {reached}"
    share = (
        f"{count} av {started}"
        if few(started)
        else (f"{count} av {started} ({_percentage(count, started)})")
    )
    return f"{goal}: {share} har gjort det ({_each(parts)})."

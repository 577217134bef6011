"""One of each form of figure, some with what is hard to lay out."""

from analysis.choice_bars import ResponseRate, choice_bars, response_rate_bars
from analysis.estimates import Share
from analysis.likert_bars import group_bars, likert_bars
from analysis.mean_dots import Mean, mean_dots
from analysis.wave_bars import wave_bars
from tests.analysis.figures.estimates import (
    SCALE,
    STATEMENTS,
    a_choice,
    a_merged,
    a_summary,
    a_variable,
    an_item,
    of_size,
    withheld,
)

TITLE = "Nästan alla handläggare ser att projekten stärker samverkan, få att hinder har undanröjts"


def _items(n, items, **options):
    return likert_bars(of_size(n, items), SCALE, title=TITLE, **options)


def _groups():
    found = []
    for place in (1, 5):
        about = {"text": STATEMENTS[place], "name": f"i{place}"}
        found += [
            an_item(3, 5, 14, 18, 7, 9, **about),
            an_item(1, 2, 4, 10, 5, 2, group="Kommunerna i Uppsala län", **about),
            an_item(0, 3, 0, 6, 3, 0, group="Arbetsförmedlingen", **about),
            a_merged(1, 3, 3, group="Landstinget/vården", **about),
            withheld(group="Försäkringskassan", **about),
        ]
    return group_bars(found, SCALE, title=TITLE)


def _waves(*named_n):
    rounds = [(name, a_summary(*of_size(n, 3))) for name, n in named_n]
    return wave_bars(rounds, ["i0", "i1", "i2"], title=TITLE)


def _options():
    counts = {
        "begränsade resurser": 17,
        "arbetsmarknadspolitiska åtgärdsprogrammens regelverk": 11,
        "ytterligare lokala åtaganden": 3,
        "inget av dem": 0,
    }
    return choice_bars(a_choice(counts, n=24), title=TITLE)


def _rates():
    rates = [
        ResponseRate("Totalt", Share(count=58, of=67), is_total=True),
        ResponseRate("Kommunerna i Uppsala län", Share(count=24, of=26)),
        ResponseRate("Försäkringskassan", Share(count=5, of=5), "över 80 %"),
        ResponseRate("Landstinget/vården", Share(count=6, of=8)),
        ResponseRate("Övrig aktör", Share(count=None, of=None)),
    ]
    return response_rate_bars(rates, title=TITLE)


def _means():
    means = [
        Mean("United Action", 2.9, 11),
        Mean("Athena", 5, 12),
        Mean("Totalt", 3.98, 64, is_total=True),
        Mean("Jobbstudion", 4.5, 7),
        Mean("Hikikomori", 1, 14),
        Mean("MOA", None, None),
    ]
    return mean_dots(means, a_variable(), title=TITLE, base="Medelvärde över fem frågor.")


FORMS = {
    "two items of 12": lambda: _items(12, 2),
    "five items of 58": lambda: _items(58, 5),
    "fourteen items of 400": lambda: _items(400, 14),
    "diverging items of 58": lambda: _items(58, 6, diverging=True),
    "diverging items, neutral outside": lambda: _items(58, 6, diverging=True, neutral="outside"),
    "diverging items, neutral inside": lambda: _items(58, 6, diverging=True, neutral="inside"),
    "almost only vet ej": lambda: likert_bars(
        [an_item(1, 1, 1, 1, 1, 53), *of_size(12, 1)], SCALE, title=TITLE
    ),
    "bars too narrow for labels": lambda: likert_bars(
        [an_item(6, 6, 26, 6, 6, 8), an_item(58, 0, 0, 0, 0, 0), an_item(5, 5, 5, 5, 5, 33)],
        SCALE,
        title=TITLE,
        diverging=True,
        neutral="outside",
    ),
    "groups": _groups,
    "waves": lambda: _waves(("Våren 2025", 56), ("Hösten 2026", 58)),
    "three waves": lambda: _waves(("2024", 41), ("2025", 56), ("Hösten 2026, uppföljning", 58)),
    "options": _options,
    "response rates": _rates,
    "means": _means,
}

"""A förbund's own colour: readable in daylight and in the dark, or refused with one that is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_app import accent
from survey_app.accent import AccentError, checked, contrast, mixed, tokens
from survey_app.app import create_app
from survey_app.config import SettingsError, load_settings
from survey_app.static_files import FOLDER, coloured, read_files

colours = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))


def roots(style):
    """Return the tokens of daylight and of the dark."""
    day, dark = re.findall(r":root ?\{([^}]*)\}", style)[:2]
    return [dict(re.findall(r"--([\w-]+): ?(#[0-9a-f]+)", block)) for block in (day, dark)]


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(colours)
def test_every_colour_is_readable_or_refused_with_one_that_is(colour):
    try:
        found = checked(colour)
    except AccentError as refused:
        found = checked(re.findall(r"#[0-9a-f]{6}", str(refused))[-1])
    light, dark = tokens(found)
    for ground in (accent.GROUND, accent.PAPER):
        assert contrast(light["accent"], ground) >= 4.5
        assert contrast(light["accent-deep"], ground) >= 4.5
    assert contrast(light["accent"], accent.WHITE) >= 4.5
    assert contrast(light["tint"], "#1e2b28") >= 4.5
    for ground in (accent.DARK_GROUND, accent.DARK_PAPER):
        assert contrast(dark["accent"], ground) >= 4.5
        assert contrast(dark["accent-deep"], ground) >= 4.5
    assert contrast(dark["on-accent"], dark["accent"]) >= 4.5
    assert contrast(dark["tint"], accent.DARK_INK) >= 4.5


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("green", "is not a colour; write it as #12564a"),
        ("#fff", "is not a colour"),
        ("#ffcc00", "has a contrast of 1.3 against the page and needs 4.5"),
    ],
)
def test_a_colour_that_cannot_be_used_stops_the_start(written, told):
    with pytest.raises(SettingsError, match=f"SAMSVAR_ACCENT.*{re.escape(told)}"):
        load_settings({"SAMSVAR_ACCENT": written})


def test_the_grounds_are_those_of_the_style_sheet():
    day, dark = roots((FOLDER / "samsvar.css").read_text())
    assert (day["ground"], day["paper"]) == (accent.GROUND, accent.PAPER)
    assert (dark["ground"], dark["paper"]) == (accent.DARK_GROUND, accent.DARK_PAPER)
    assert dark["ink"] == accent.DARK_INK


def test_every_token_is_changed_and_nothing_else():
    style = (FOLDER / "samsvar.css").read_text()
    before, after = roots(style), roots(coloured(style, "#7a1f5c"))
    light, dark = tokens("#7a1f5c")
    assert after[0] == {**before[0], **light}
    assert after[1] == {**before[1], **dark}


def test_the_pages_come_in_the_colour(sqlite_installation):
    import dataclasses

    settings = dataclasses.replace(sqlite_installation.settings, accent="#7a1f5c")
    client = create_app(
        installation=dataclasses.replace(sqlite_installation, settings=settings)
    ).test_client()
    address = re.search(r"/static/samsvar\.\w+\.css", client.get("/").text)[0]
    assert "--accent:#7a1f5c;" in client.get(address).text
    assert address != read_files()["samsvar.css"].address


def test_mixing_goes_from_one_to_the_other():
    assert [mixed("#000000", "#ffffff", share) for share in (0, 0.5, 1)] == [
        "#000000",
        "#808080",
        "#ffffff",
    ]

"""The colours keep apart and the letters on them can be read, measured by other means."""

import itertools

import numpy as np
import pytest

from analysis.palette import BLACK, MEASURED, QUIET, WHITE, contrast, ink_on, scale_colours

# Machado, Oliveira & Fernandes (2009), severity 1.0, for linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colour):
    channels = np.array(list(bytes.fromhex(colour[1:]))) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    xyz = TO_XYZ @ np.clip(rgb, 0, 1) / (TO_XYZ @ np.ones(3))
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize(
    ("sight", "published"), [("normal", 24), ("deutan", 24), ("protan", 19), ("tritan", 27)]
)
def test_the_five_colours_keep_as_far_apart_as_was_measured(sight, published):
    seen = [lab(np.array(SIGHT[sight]) @ linear(colour)) for colour in MEASURED]
    nearest = min(np.linalg.norm(one - other) for one, other in itertools.combinations(seen, 2))
    assert nearest == pytest.approx(published, abs=1)


@pytest.mark.parametrize("steps", range(1, 12))
def test_every_label_can_be_read_on_its_colour(steps):
    for colour in scale_colours(steps):
        luminance = float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour))
        with_ink = (
            1.05 / (luminance + 0.05) if ink_on(colour) == WHITE else (luminance + 0.05) / 0.05
        )
        assert with_ink >= 4.5
        assert contrast(ink_on(colour), colour) == pytest.approx(with_ink)


def test_notes_can_be_read_on_paper():
    assert contrast(QUIET, WHITE) >= 4.5
    assert contrast(BLACK, WHITE) == pytest.approx(21)


@pytest.mark.parametrize("steps", range(2, 12))
def test_a_scale_goes_from_the_lowest_colour_to_the_highest_without_repeating_any(steps):
    colours = scale_colours(steps)
    assert (colours[0], colours[-1]) == (MEASURED[0], MEASURED[-1])
    assert len(set(colours)) == steps
    assert (MEASURED[2] in colours) == (steps % 2 == 1)

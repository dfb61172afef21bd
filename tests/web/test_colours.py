"""A client's colour can be read on everything its pages put it on, in both themes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cicero.web.colours import READABLE, accents, contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
def test_every_colour_can_be_read(colour: str) -> None:
    made = accents(colour)
    for ground in ("#ffffff", "#f6f5f2", made.light_soft):
        assert contrast(made.light, ground) >= READABLE
    for ground in ("#141922", made.dark_soft):
        assert contrast(made.dark, ground) >= READABLE
    # what stands on a filled button
    assert contrast(made.light, "#ffffff") >= READABLE
    assert contrast(made.dark, "#0c1524") >= READABLE


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert accents("#1c4f9c").light == "#1c4f9c"
    assert accents("#84b1f5").dark == "#84b1f5"


def test_yellow_is_made_darker_on_white_alone() -> None:
    made = accents("#ffe000")
    assert (made.light, made.dark) == ("#7a6c00", "#ffe000")


def test_contrast_is_what_wcag_says() -> None:
    assert (contrast("#000000", "#ffffff"), contrast("#777777", "#777777")) == (21.0, 1.0)
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48

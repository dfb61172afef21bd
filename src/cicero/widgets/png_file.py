"""The picture of a widget as PNG, lettered with the fonts that come with Cicero."""

from __future__ import annotations

import resvg_py

from cicero.language import Language
from cicero.widgets.drawing import drawing
from cicero.widgets.lettering import BOLD, REGULAR, all_ours
from cicero.widgets.widget import Widget

PIXELS = 1600


def as_png(widget: Widget, language: Language) -> bytes:
    """The machine's own fonts are looked through only for letters that ours do not have: it takes time.

    InputError for a widget without a chart.
    """
    picture = drawing(widget, language)
    return resvg_py.svg_to_bytes(
        svg_string=picture,
        width=PIXELS,
        font_files=[str(REGULAR), str(BOLD)],
        skip_system_fonts=all_ours(picture),
        font_family="Inter",
    )

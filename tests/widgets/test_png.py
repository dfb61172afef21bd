"""The picture of a widget: what is drawn stands where the values say, and nothing else is drawn."""

from __future__ import annotations

import re
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import get_args
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image
from tests.widgets.made import COMMENTS, LIKES, PANELS, WIDGET, chart

from cicero.errors import InputError
from cicero.widgets import FORMATS, Chart, Fact, Line
from cicero.widgets.drawing import drawing
from cicero.widgets.lettering import fitted, width, wrapped
from cicero.widgets.plots import runs
from cicero.widgets.png_file import as_png
from cicero.widgets.scale import scale, tick_labels
from cicero.widgets.theme import COLOURS
from cicero.widgets.widget import Kind, Number

SVG = "{http://www.w3.org/2000/svg}"
KINDS: tuple[Kind, ...] = get_args(Kind)
VALUES = st.lists(
    st.none() | st.integers(0, 10**9) | st.floats(0, 1e9).map(lambda value: round(value, 2)),
    min_size=1,
    max_size=60,
).map(tuple)
LOW = replace(LIKES, name="low", colour="h3", values=(1, 2, None, 3, 3, 3, 3), before=())
HIGH = replace(LOW, name="high", values=(9, 9, 9, 8, 8, 8, 8))


def svg(drawn: Chart) -> Element:
    return fromstring(drawing(replace(WIDGET, chart=drawn), "en"))  # noqa: S314


def group(root: Element, name: str) -> Element:
    found = root.find(f".//{SVG}g[@data-line='{name}']")
    assert found is not None
    return found


def places(line: Element) -> list[list[tuple[float, float]]]:
    """The points of each stretch of a line, from left to right."""
    stretches = [
        [(float(x), float(y)) for x, y in (pair.split(",") for pair in one.attrib["points"].split())]
        for one in line.iter(f"{SVG}polyline")
    ]
    stretches += [[(float(dot.attrib["cx"]), float(dot.attrib["cy"]))] for dot in line.iter(f"{SVG}circle")]
    return sorted(stretches)


def rules(root: Element) -> list[dict[str, float]]:
    """The lines of the grid, the rule above the facts not among them."""
    numbers = ("x1", "x2", "y1", "y2")
    return [{name: float(one.attrib[name]) for name in numbers} for one in root.iter(f"{SVG}line")][:-1]


def texts(root: Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def of_values(kind: str, values: tuple[Number, ...]) -> Chart:
    line = Line(name="likes", label="Likes", colour="likes", values=values)
    return replace(chart(kind, line), buckets=tuple(str(at) for at in range(len(values))))


@given(VALUES, st.sampled_from(["panels", "lines"]))
def test_lines_break_at_the_unknown_and_stay_in_the_plot(values: tuple[Number, ...], kind: str) -> None:
    root = svg(of_values(kind, values))
    drawn = places(group(root, "likes"))
    assert [len(stretch) for stretch in drawn] == [len(run) for run in runs(values)]
    grid = rules(root)
    top, ground = min(rule["y1"] for rule in grid), max(rule["y1"] for rule in grid)
    left, right = grid[0]["x1"], grid[0]["x2"]
    points = [point for stretch in drawn for point in stretch]
    assert all(left <= x <= right and top - 0.01 <= y <= ground + 0.01 for x, y in points)
    known = [value for value in values if value is not None]
    for (_, upper), more in zip(points, known, strict=True):
        for (_, lower), less in zip(points, known, strict=True):
            assert upper <= lower or more < less


@given(VALUES)
def test_bars_stand_on_zero_and_are_as_high_as_their_values(values: tuple[Number, ...]) -> None:
    root = svg(of_values("bars", values))
    bars = [bar.attrib for bar in group(root, "likes").iter(f"{SVG}rect")]
    known = [value for value in values if value is not None]
    assert len(bars) == len(known)
    ground = max(rule["y1"] for rule in rules(root))
    assert all(float(bar["y"]) + float(bar["height"]) == pytest.approx(ground, abs=0.02) for bar in bars)
    tallest = max(known, default=0)
    most = max((float(bar["height"]) for bar in bars), default=0)
    for bar, value in zip(bars, known, strict=True):
        assert float(bar["height"]) == pytest.approx(most * value / (tallest or 1), abs=0.02)


def test_each_value_of_a_line_stands_at_its_height() -> None:
    root = svg(chart("panels", LIKES))
    grid = rules(root)
    zero, unit = grid[0]["y1"], (grid[0]["y1"] - grid[1]["y1"]) / 500
    heights = [round((zero - y) / unit) for stretch in places(group(root, "likes")) for _, y in stretch]
    assert heights == [1200, 900, 1500, 1100, 1800]
    assert [text for text in texts(root) if text[-1] == "0"] == ["0", "500", "1,000", "1,500", "2,000"]
    before = group(root, "likes before")
    assert (before.attrib["stroke"], before.attrib["stroke-dasharray"]) == (COLOURS["before"], "4 3")
    assert [round((zero - y) / unit) for y in [place[1] for place in places(before)[0]]] == list(LIKES.before)


def test_the_picture_tells_title_basis_legend_what_is_unknown_and_the_facts() -> None:
    said = texts(svg(PANELS))
    assert said[:6] == [WIDGET.title, WIDGET.basis, "Likes", "Comments", "2 – 8 Nov 2026", "Shares –"]
    assert said[-1] == (
        "Days: 9 – 15 Nov 2026 · Against: 2 – 8 Nov 2026 · Accounts: Kopi Senja, @teh.pagi · "
        "Time zone: Asia/Jakarta"
    )
    assert said[-8:-1] == list(PANELS.buckets)


def test_an_unknown_bar_is_marked_and_a_compared_one_is_a_dash_across() -> None:
    likes = group(svg(chart("bars", LIKES)), "likes")
    assert texts(likes) == ["–", "–"]
    dashes = [one for one in likes.iter(f"{SVG}path") if "stroke-dasharray" in one.attrib]
    assert len(dashes) == len(LIKES.before)


def test_a_band_is_an_area_where_both_its_ends_are_known() -> None:
    root = svg(chart("band", LOW, HIGH, replace(COMMENTS, values=(5, 6, 7, 8, 9, 9, 10))))
    areas = [one.attrib["points"].split() for one in group(root, "band").iter(f"{SVG}polygon")]
    assert [len(points) for points in areas] == [4, 8]
    assert len(places(group(root, "comments"))[0]) == 7
    assert root.find(f".//{SVG}g[@data-line='low']") is None


def test_words_on_the_axis_leave_room_for_each_other() -> None:
    drawn = of_values("lines", tuple(range(60)))
    root = svg(replace(drawn, buckets=tuple(f"day {at}" for at in range(60))))
    words = [one for one in root.iter(f"{SVG}text") if (one.text or "").startswith("day ")]
    assert 10 < len(words) < 60
    for one, following in pairwise(words):
        end = float(one.attrib["x"]) + width(one.text or "", 12)
        assert end < float(following.attrib["x"])


@pytest.mark.parametrize("text", ["<b>&\"'</b>", "a\x00\x08b", "]]>", "​‮"])
def test_no_text_breaks_the_picture(text: str) -> None:
    line = replace(LIKES, label=text)
    widget = replace(
        WIDGET,
        title=text,
        basis=text,
        facts=(Fact(text, text),),
        chart=chart("panels", line, missing=(text,)),
    )
    assert text.replace("\x00", "").replace("\x08", "") in texts(fromstring(drawing(widget, "en")))  # noqa: S314
    assert as_png(widget, "en").startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "id"])
def test_the_png_has_its_size_its_colours_and_letters(kind: Kind, language: str) -> None:
    drawn = chart(kind, LOW, HIGH, LIKES) if kind == "band" else chart(kind, COMMENTS, LIKES)
    widget = replace(WIDGET, chart=drawn)
    picture = Image.open(BytesIO(FORMATS["png"].write(widget, language))).convert("RGB")  # type: ignore[arg-type]
    assert picture.width == 1600
    assert picture.height == 2 * int(fromstring(drawing(widget, "en")).attrib["height"])  # noqa: S314
    colours = {colour for _, colour in picture.getcolors(1 << 20) or []}
    assert {(255, 255, 255), (0xD5, 0x5E, 0x00), (0x16, 0x19, 0x1F)} <= colours


def test_letters_that_our_fonts_lack_leave_those_beside_them_as_they_are() -> None:
    """Drawn with the fonts of the machine, whichever it has."""
    latin, mixed = (
        Image.open(BytesIO(as_png(replace(WIDGET, title=title), "en"))).convert("L").crop((0, 0, 150, 110))
        for title in ("Kedai", "Kedai ☕")
    )
    assert min(latin.tobytes()) < 60
    assert mixed.tobytes() == latin.tobytes()
    assert texts(fromstring(drawing(replace(WIDGET, title="Kopi ☕ di sini"), "en")))[:3] == [  # noqa: S314
        "Kopi ", "☕", " di sini",
    ]  # fmt: skip


def test_a_chart_of_which_nothing_is_known_is_an_empty_grid() -> None:
    for kind in KINDS:
        assert as_png(replace(WIDGET, chart=chart(kind)), "en").startswith(b"\x89PNG")
        nothing = of_values(kind, (None, None))
        assert list(svg(nothing).iter(f"{SVG}polyline")) == []


def test_a_widget_without_a_picture_says_so() -> None:
    with pytest.raises(InputError, match="has no picture"):
        drawing(replace(WIDGET, chart=None), "en")


def test_the_colours_are_those_of_the_pages_light_theme() -> None:
    style = (files("cicero") / "web/assets/styles/tokens.css").read_text(encoding="utf-8").split("}")[0]
    named = dict(re.findall(r"--([\w-]+): (#\w+|var\(--[\w-]+\));", style))
    for name, value in named.items():
        inner = re.fullmatch(r"var\(--([\w-]+)\)", value)
        named[name] = named[inner[1]] if inner else value
    assert named == COLOURS


@pytest.mark.parametrize(
    ("values", "parts", "ticks"),
    [
        ((0, 1800), 4, (0, 500, 1000, 1500, 2000)),
        ((), 4, (0, 1)),
        ((0, 0, None), 4, (0, 1)),
        ((3,), 1, (0, 5)),
        ((-30, 50), 4, (-40, -20, 0, 20, 40, 60)),
    ],
)
def test_the_axis_has_few_round_numbers(
    values: tuple[Number, ...], parts: int, ticks: tuple[float, ...]
) -> None:
    assert scale(values, parts, whole=True).ticks == ticks


def test_lines_that_are_close_together_need_not_start_at_zero() -> None:
    assert scale((9900, 10_100), 4, from_zero=False).ticks == (9900, 9950, 10_000, 10_050, 10_100)
    assert scale((9900, 10_100), 4).ticks[0] == 0
    assert scale((70, 100), 4, from_zero=False).ticks[0] == 0


def test_numbers_on_the_axis_never_read_alike() -> None:
    assert tick_labels((0, 10_000, 20_000), "count", "id") == ["0", "10 rb", "20 rb"]
    assert tick_labels((10_000, 10_020, 10_040), "count", "en") == ["10,000", "10,020", "10,040"]
    assert tick_labels((0, 0.05, 0.1), "percent", "id") == ["0,00%", "0,05%", "0,10%"]


def test_texts_are_broken_and_cut_to_their_room() -> None:
    lines = wrapped("one two three " * 20, 12, 200)
    assert " ".join(lines) == ("one two three " * 20).strip()
    assert all(width(line, 12) <= 200 for line in lines)
    cut = fitted("m" * 100, 12, 100)
    assert cut.endswith("m…")
    assert 80 < width(cut, 12) <= 100
    assert width("Wide", 20, bold=True) > width("Wide", 20) > width("Wide", 10)

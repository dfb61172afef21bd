"""A widget as a workbook: what stands in every cell, as a spreadsheet reads it."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from tests.widgets.made import COMMENTS, FACTS, LIKES, PANELS, WIDGET, chart

from cicero.widgets import Column, Row, Widget
from cicero.widgets.xlsx_file import as_xlsx, number_form


def clock(*parts: int) -> datetime:
    """As a workbook tells days and times: without a zone."""
    return datetime(*parts)  # type: ignore[arg-type] # noqa: DTZ001


def read(widget: Widget, language: str = "en") -> Workbook:
    return load_workbook(BytesIO(as_xlsx(widget, language)))  # type: ignore[arg-type]


def cells(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in book[sheet].iter_rows(values_only=True)]


def test_every_cell_of_the_table() -> None:
    assert cells(read(WIDGET), "Table") == [
        ("Day", "Post", "Seen", "Likes", "Engagement rate", "Posts per day"),
        (clock(2026, 11, 9), "=1+1", clock(2026, 11, 10, 1, 30), 1200, pytest.approx(0.034), 1.25),
        (clock(2026, 11, 10), "Kopi & <teh>", None, 0, pytest.approx(0.0042), 120),
        (clock(2026, 11, 11), "https://example.org", None, None, None, None),
        (clock(2026, 11, 12), "007", None, 1500.5, 0, 0),
    ]


def test_words_are_never_formulas_links_or_numbers() -> None:
    for row in read(WIDGET)["Table"].iter_rows(min_row=2, min_col=2, max_col=2):
        assert (row[0].data_type, row[0].hyperlink) == ("s", None)


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "{=", "\t"])
def test_whatever_a_text_begins_with_it_stays_as_it_is(begin: str) -> None:
    text = begin + 'HYPERLINK("http://example.org")'
    widget = replace(WIDGET, columns=(Column(name="a", label=text),), rows=(Row(cells=(text,)),), chart=None)
    book = read(replace(widget, title=text, basis=text))
    written = [book["Table"]["A1"], book["Table"]["A2"], book["What it means"]["A1"]]
    assert [(cell.value, cell.data_type) for cell in written] == [(text, "s")] * 3


def test_the_forms_of_numbers_and_days() -> None:
    sheet = read(WIDGET)["Table"]
    assert [cell.number_format for cell in sheet[2]] == [
        "d mmm yyyy", "General", "d mmm yyyy hh:mm", "#,##0", "0.0%", "#,##0.0",
    ]  # fmt: skip
    assert (sheet["E3"].number_format, sheet["F3"].number_format) == ("0.00%", "#,##0")
    assert number_form(7, None) == "General"


def test_the_header_is_bold_stays_and_filters() -> None:
    sheet = read(WIDGET)["Table"]
    assert all(cell.font.b for cell in sheet[1])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F5")
    assert all(9 <= sheet.column_dimensions[letter].width <= 62 for letter in "ABCDEF")


def test_what_the_figures_mean_stands_behind_the_table() -> None:
    assert cells(read(WIDGET), "What it means") == [
        ("Interactions by day", "Counts of the posts published in these days, as of now", None, None),
        *((fact.label, fact.text, None, None) for fact in FACTS),
        (None, None, None, None),
        ("Formulas", None, None, "Rests on"),
        ("Likes", "Sum of likes", "Hidden likes are unknown", "9 of 10 posts"),
    ]


def test_without_a_zone_times_are_in_utc_and_it_is_said() -> None:
    book = read(replace(WIDGET, facts=()))
    assert book["Table"]["C2"].value == clock(2026, 11, 9, 18, 30)
    assert cells(book, "What it means")[1][:2] == ("Time zone", "UTC")


def test_the_cells_that_are_drawn_with_the_compared_beside_them() -> None:
    assert cells(read(WIDGET), "Chart") == [
        (None, "Likes", "Likes, 2 – 8 Nov 2026", "Comments"),
        *zip(PANELS.titles, LIKES.values, LIKES.before, COMMENTS.values, strict=True),
    ]


def test_panels_are_a_chart_each_and_lines_are_one() -> None:
    drawn = {
        kind: read(replace(WIDGET, chart=chart(kind, LIKES, COMMENTS, span_before="before")))["Chart"]._charts
        for kind in ("panels", "lines", "bars", "band")
    }
    assert {kind: [type(one).__name__ for one in charts] for kind, charts in drawn.items()} == {
        "panels": ["LineChart", "LineChart"],
        "lines": ["LineChart"],
        "bars": ["BarChart"],
        "band": ["LineChart"],
    }
    likes = drawn["panels"][0].series
    assert [one.val.numRef.f for one in likes] == ["Chart!$B$2:$B$8", "Chart!$C$2:$C$8"]
    assert [one.val.numRef.f for one in drawn["panels"][1].series] == ["Chart!$D$2:$D$8"]
    assert likes[1].graphicalProperties.ln.prstDash == "dash"
    assert drawn["lines"][0].display_blanks == "gap"


def test_percent_is_drawn_in_percent() -> None:
    rate = replace(LIKES, values=(3.4, None, 0, 1, 1, 1, 1), before=())
    sheet = read(replace(WIDGET, chart=chart("lines", rate, unit="percent")))["Chart"]
    assert [sheet.cell(row, 2).value for row in (2, 3, 4)] == [pytest.approx(0.034), None, 0]
    assert sheet["B2"].number_format == "0.0#%"


def test_no_picture_no_sheet_for_it_and_no_rows_no_fault() -> None:
    book = read(replace(WIDGET, chart=None, rows=()))
    assert book.sheetnames == ["Table", "What it means"]
    assert len(cells(book, "Table")) == 1


def test_in_indonesian() -> None:
    book = read(WIDGET, "id")
    assert book.sheetnames == ["Tabel", "Grafik", "Keterangan"]
    assert ("Rumus", None, None, "Dari") in cells(book, "Keterangan")


def test_a_text_too_long_for_a_cell_is_cut_and_the_workbook_opens() -> None:
    widget = replace(WIDGET, rows=(Row(cells=(date(2026, 11, 9), "☕🫖" * 20_000, None, 1, 1.0, 1.0)),))
    texts = ZipFile(BytesIO(as_xlsx(widget, "en"))).read("xl/sharedStrings.xml").decode()
    longest = max(re.findall(r"<t[^>]*>([^<]*)</t>", texts), key=len)
    assert 30_000 < len(longest.encode("utf-16-le")) / 2 <= 32_767

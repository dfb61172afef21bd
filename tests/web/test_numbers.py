"""Numbers and days as each language writes them; unknown is a dash, never 0."""

from __future__ import annotations

from datetime import date

import pytest

from cicero import numbers
from cicero.language import Language


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (None, "–", "–"),
        (0, "0", "0"),
        (9_999, "9,999", "9.999"),
        (12_345, "12.3K", "12,3 rb"),
        (1_234_567, "1.2M", "1,2 jt"),
        (12_000_000, "12M", "12 jt"),
        (7.25, "7.2", "7,2"),
    ],
)
def test_short_numbers(value: float | None, english: str, indonesian: str) -> None:
    assert (numbers.compact(value, "en"), numbers.compact(value, "id")) == (english, indonesian)


@pytest.mark.parametrize(
    ("value", "unit", "language", "text"),
    [
        (None, "percent", "en", "–"),
        (0.0, "percent", "en", "0.0%"),
        (0.054, "percent", "id", "0,05%"),
        (3.44, "percent", "en", "3.4%"),
        (12_345, "count", "id", "12.345"),
        (0.714, "per_day", "en", "0.7"),
        (1_322.5, "ratio", "en", "1,322"),
    ],
)
def test_a_value_by_its_unit(value: float | None, unit: str, language: Language, text: str) -> None:
    assert numbers.by_unit(value, unit, language) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "text"), [(12.34, "+12.3"), (-0.5, "−0.5"), (0, "0.0"), (1234.5, "+1,234.5")]
)
def test_signs(value: float, text: str) -> None:
    assert numbers.signed(value, "en") == text


def test_what_two_days_share_is_said_once() -> None:
    first = date(2026, 11, 12)
    assert numbers.span(first, date(2026, 11, 18), "en") == "12 – 18 Nov 2026"
    assert numbers.span(first, date(2026, 12, 3), "id") == "12 Nov – 3 Des 2026"
    assert numbers.span(first, date(2027, 1, 3), "en") == "12 Nov 2026 – 3 Jan 2027"
    assert numbers.span(first, first, "id") == "12 Nov 2026"

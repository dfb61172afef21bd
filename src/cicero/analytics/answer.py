"""Parts of an answer on their way to a Result: what one statement said of some of the metrics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from cicero.analytics.result import Figure, Key

Span = tuple[datetime, datetime]


class Answer(Struct, kw_only=True):
    """Figures by metric name, for the whole period and by group, and the fetches behind them."""

    totals: dict[str, Figure]
    groups: dict[Key, dict[str, Figure]]
    as_of: Span | None = None


def combined_as_of(spans: Iterable[Span | None]) -> Span | None:
    known = [span for span in spans if span is not None]
    if not known:
        return None
    return min(oldest for oldest, _ in known), max(newest for _, newest in known)


def merge(answers: Iterable[Answer]) -> Answer:
    """The figures of several statements about the same question, put together."""
    merged = Answer(totals={}, groups={})
    for answer in answers:
        merged.totals |= answer.totals
        for key, figures in answer.groups.items():
            merged.groups.setdefault(key, {}).update(figures)
        merged.as_of = combined_as_of([merged.as_of, answer.as_of])
    return merged

"""Parts of an answer on their way to a Result: what one statement said of some of the metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from cicero.analytics.result import Figure, Key
from cicero.metrics import Metric

Span = tuple[datetime, datetime]
Empty = Callable[[Metric, Key], Figure]


class Answer(Struct, kw_only=True):
    """Figures of these metrics in their order, for the whole period and by group, and the fetches behind.

    `history_since` is the earliest post known of the accounts.
    """

    metrics: tuple[Metric, ...]
    totals: tuple[Figure, ...]
    groups: dict[Key, tuple[Figure, ...]]
    as_of: Span | None = None
    history_since: datetime | None = None


def combined_as_of(spans: Iterable[Span | None]) -> Span | None:
    known = [span for span in spans if span is not None]
    if not known:
        return None
    return min(oldest for oldest, _ in known), max(newest for _, newest in known)


def merge(answers: Sequence[Answer], metrics: Sequence[Metric], empty: Empty) -> Answer:
    """Parts of the answer to one question put together, with the figures of `metrics` in their order.

    `empty` gives the figure of a metric in a group that a part does not know.
    """
    if len(answers) == 1 and answers[0].metrics == tuple(metrics):
        return answers[0]
    keys = {key: None for answer in answers for key in answer.groups}
    return Answer(
        metrics=tuple(metrics),
        totals=_joined(metrics, [(answer.metrics, answer.totals) for answer in answers]),
        groups={
            key: _joined(
                metrics,
                [
                    (answer.metrics, answer.groups.get(key) or tuple(empty(m, key) for m in answer.metrics))
                    for answer in answers
                ],
            )
            for key in keys
        },
        as_of=combined_as_of(answer.as_of for answer in answers),
        history_since=answers[0].history_since,
    )


def _joined(
    metrics: Sequence[Metric], parts: Iterable[tuple[Sequence[Metric], Sequence[Figure]]]
) -> tuple[Figure, ...]:
    found = {
        metric.name: figure for part, figures in parts for metric, figure in zip(part, figures, strict=True)
    }
    return tuple(found[metric.name] for metric in metrics)

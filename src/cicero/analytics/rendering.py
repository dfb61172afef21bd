"""A Result as JSON, CSV and table rows: the same for the API, the command line and every file.

The shapes here are a public contract: keys may be added, but none renamed or removed.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from cicero.analytics.query import Query
from cicero.analytics.result import Figure, Key, Result, Row
from cicero.analytics.trust import confidence, coverage
from cicero.metrics import INPUTS, Language, Metric
from cicero.periods import Period

Plain = dict[str, Any]


def as_json(result: Result, language: str = "en") -> Plain:
    """The result in plain values: dates in ISO 8601, ids as strings, unknown as None."""
    return {
        "query": _query(result.query),
        "metrics": [_metric(metric, result.query, language) for metric in result.metrics],
        "totals": _values(result, result.totals),
        "rows": [_row(result, row) for row in result.rows],
        "compare": _compared(result),
        "as_of": (
            {"oldest": result.as_of[0].isoformat(), "newest": result.as_of[1].isoformat()}
            if result.as_of
            else None
        ),
        "history_since": result.history_since.isoformat() if result.history_since else None,
        "follower_gap_hours": (
            None if result.follower_gap is None else result.follower_gap.total_seconds() / 3600
        ),
    }


def as_table(result: Result) -> tuple[list[str], list[list[str]]]:
    """Header and rows: the key, each metric's value with its `…_n` and `…_of`, how fresh they are, and how
    far each metric can be trusted.

    Without groups there is one row: the totals.
    """
    by = result.query.by
    figures = [f"{metric.name}{part}" for metric in result.metrics for part in ("", "_n", "_of")]
    rows = result.rows if by else (result.totals,)
    as_of = [instant.isoformat() for instant in result.as_of] if result.as_of else ["", ""]
    trusted = [f"{metric.name}_confidence" for metric in result.metrics]
    header = [*key_names(result.query), *figures, "as_of_oldest", "as_of_newest", *trusted]
    return header, [[*key_cells(result, row.key), *_cells(row), *as_of, *_trust(result, row)] for row in rows]


def key_names(query: Query) -> list[str]:
    """The columns that say what a row is about."""
    if query.by is None:
        return []
    return {"hour_of_week": ["weekday", "hour"], "account": ["account", "account_id"]}.get(
        query.by, [query.by]
    )


def key_cells(result: Result, key: Key) -> list[str]:
    """What a row is about, in the columns of `key_names`."""
    if result.query.by is None:
        return []
    if isinstance(key, tuple):
        return [str(part) for part in key]
    name = [result.names.get(key, "")] if result.query.by == "account" and isinstance(key, int) else []
    return [*name, "" if key is None else str(key)]


def as_csv(result: Result) -> str:
    """The table as CSV with a header line; an unknown value is an empty cell."""
    header, rows = as_table(result)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _query(query: Query) -> Plain:
    filters = query.filters
    return {
        "accounts": [str(account) for account in query.accounts],
        "metrics": list(query.metrics),
        "basis": query.basis,
        "by": query.by,
        "period": _period(query.period),
        "compare": _period(query.compare) if query.compare else None,
        "filters": {
            "kinds": list(filters.kinds),
            "hashtag": filters.hashtag,
            "mention": filters.mention,
            "text": filters.text,
            "counts": [
                {"count": range_.count, "least": range_.least, "most": range_.most}
                for range_ in filters.counts
            ],
            "weekday": filters.weekday,
            "hour": filters.hour,
        },
    }


def _period(period: Period) -> Plain:
    return {"from": period.first.isoformat(), "to": period.last.isoformat(), "zone": period.zone}


def _metric(metric: Metric, query: Query, language: str) -> Plain:
    spoken: Language = "id" if language == "id" else "en"
    return {
        "name": metric.name,
        "label": metric.label[spoken],
        "unit": metric.unit,
        "formula": metric.formula_on(query.basis)[spoken],
        "inputs": [INPUTS[name][spoken] for name in metric.inputs],
        "up_is_good": metric.up_is_good,
    }


def _compared(result: Result) -> Plain | None:
    if result.compared_totals is None:
        return None
    return {
        "totals": _values(result, result.compared_totals),
        "rows": [_row(result, row) for row in result.compared_rows],
    }


def _row(result: Result, row: Row) -> Plain:
    label = result.names.get(row.key) if result.query.by == "account" and isinstance(row.key, int) else None
    named = {} if label is None else {"label": label}
    return {"key": _key(result.query, row.key), **named, "values": _values(result, row)}


def _key(query: Query, key: Key) -> Any:
    if isinstance(key, tuple):
        return {"weekday": key[0], "hour": key[1]}
    if isinstance(key, date):
        return key.isoformat()
    return str(key) if query.by == "account" else key


def _values(result: Result, row: Row) -> Plain:
    pairs = zip(result.metrics, row.figures, strict=True)
    return {metric.name: _figure(metric, figure) for metric, figure in pairs}


def _figure(metric: Metric, figure: Figure) -> Plain:
    return {
        "value": figure.value,
        "n": figure.n,
        "of": figure.of,
        "coverage": coverage(figure),
        "confidence": confidence(metric, figure),
    }


def _trust(result: Result, row: Row) -> list[str]:
    pairs = zip(result.metrics, row.figures, strict=True)
    return [confidence(metric, figure) for metric, figure in pairs]


def _cells(row: Row) -> list[str]:
    return [
        "" if part is None else str(part)
        for figure in row.figures
        for part in (figure.value, figure.n, figure.of)
    ]

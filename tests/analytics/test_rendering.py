"""JSON, CSV and table of a result: the shapes that scripts rely on."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import msgspec

from cicero.analytics import (
    Dimension,
    Figure,
    Filters,
    Key,
    Query,
    Range,
    Result,
    Row,
    as_csv,
    as_json,
    as_table,
)
from cicero.metrics import find
from cicero.periods import Period

MAY = Period(date(2024, 5, 1), date(2024, 5, 2), "Asia/Jakarta")
APRIL = Period(date(2024, 4, 29), date(2024, 4, 30), "Asia/Jakarta")


def result(by: Dimension | None = None, *keys: Key, compare: Period | None = None) -> Result:
    query = Query(
        accounts=(12, 7), metrics=("likes", "applause"), period=MAY, by=by, compare=compare,
        filters=Filters(kinds=("video",), counts=(Range(count="likes", least=5),), weekday=3),
    )  # fmt: skip
    figures = (Figure(10, 2, 3), Figure(None, 0, 3))
    return Result(
        query=query,
        metrics=find(query.metrics),
        totals=Row(None, figures),
        rows=tuple(Row(key, figures) for key in keys),
        compared_totals=Row(None, figures) if compare else None,
        as_of=(datetime(2024, 5, 3, tzinfo=UTC), datetime(2024, 5, 4, 1, 2, 3, tzinfo=UTC)),
        history_since=datetime(2023, 1, 1, tzinfo=UTC),
        follower_gap=timedelta(days=1, hours=12),
    )


VALUES = {
    "likes": {"value": 10, "n": 2, "of": 3, "coverage": 2 / 3, "confidence": "medium"},
    "applause": {"value": None, "n": 0, "of": 3, "coverage": 0.0, "confidence": "none"},
}


def test_json_says_question_metrics_figures_and_freshness() -> None:
    answer = as_json(result("day", date(2024, 5, 1), compare=APRIL), "id")
    assert json.loads(json.dumps(answer)) == answer
    assert answer == {
        "query": {
            "accounts": ["12", "7"],
            "metrics": ["likes", "applause"],
            "basis": "published",
            "by": "day",
            "period": {"from": "2024-05-01", "to": "2024-05-02", "zone": "Asia/Jakarta"},
            "compare": {"from": "2024-04-29", "to": "2024-04-30", "zone": "Asia/Jakarta"},
            "filters": {
                "kinds": ["video"],
                "hashtag": None,
                "mention": None,
                "text": None,
                "counts": [{"count": "likes", "least": 5, "most": None}],
                "weekday": 3,
                "hour": None,
            },
        },
        "metrics": [
            {
                "name": "likes",
                "label": "Suka",
                "unit": "count",
                "formula": "jumlah suka yang diketahui dari post yang terbit dalam periode",
                "inputs": ["suka"],
                "up_is_good": True,
            },
            {
                "name": "applause",
                "label": "Apresiasi",
                "unit": "ratio",
                "formula": "suka ÷ post yang diketahui",
                "inputs": ["suka"],
                "up_is_good": True,
            },
        ],
        "totals": VALUES,
        "rows": [{"key": "2024-05-01", "values": VALUES}],
        "compare": {"totals": VALUES, "rows": []},
        "as_of": {"oldest": "2024-05-03T00:00:00+00:00", "newest": "2024-05-04T01:02:03+00:00"},
        "history_since": "2023-01-01T00:00:00+00:00",
        "follower_gap_hours": 36.0,
    }


FRESH = "2024-05-03T00:00:00+00:00,2024-05-04T01:02:03+00:00,medium,none"
TRUST = "likes_confidence,applause_confidence"


def test_keys_in_json() -> None:
    assert [row["key"] for row in as_json(result("hour_of_week", (1, 0), (7, 23)))["rows"]] == [
        {"weekday": 1, "hour": 0},
        {"weekday": 7, "hour": 23},
    ]
    assert [row["key"] for row in as_json(result("account", 12))["rows"]] == ["12"]
    assert [row["key"] for row in as_json(result("kind", "video", None))["rows"]] == ["video", None]
    assert as_json(result())["compare"] is None


def test_csv_has_a_line_for_each_group_and_an_empty_cell_for_unknown() -> None:
    assert as_csv(result("day", date(2024, 5, 1), date(2024, 5, 2))) == (
        "day,likes,likes_n,likes_of,applause,applause_n,applause_of,as_of_oldest,as_of_newest,"
        f"{TRUST}\n"
        f"2024-05-01,10,2,3,,0,3,{FRESH}\n"
        f"2024-05-02,10,2,3,,0,3,{FRESH}\n"
    )
    assert as_csv(result("hour_of_week", (1, 5))).splitlines()[0].startswith("weekday,hour,likes,")
    assert as_csv(result("kind", None)).splitlines()[1] == f",10,2,3,,0,3,{FRESH}"


def test_without_groups_the_csv_has_the_totals() -> None:
    assert as_csv(result()) == (
        "likes,likes_n,likes_of,applause,applause_n,applause_of,as_of_oldest,as_of_newest,"
        f"{TRUST}\n"
        f"10,2,3,,0,3,{FRESH}\n"
    )


def test_a_weekday_or_hour_is_no_account() -> None:
    one = msgspec.structs.replace(result("weekday", 3), names={3: "tiktok:tiga"})
    assert as_json(one)["rows"][0] == {"key": 3, "values": VALUES}
    assert as_csv(one).splitlines()[1] == f"3,10,2,3,,0,3,{FRESH}"


def test_the_formula_is_that_of_the_basis() -> None:
    one = result()
    query = msgspec.structs.replace(one.query, basis="gained", metrics=("likes",))
    gained = msgspec.structs.replace(one, query=query)
    assert as_json(gained)["metrics"][0]["formula"].startswith(
        "likes at each look at a post in the period − "
    )


def test_a_comma_or_quote_in_a_key_stays_in_its_cell() -> None:
    assert as_csv(result("hashtag", 'a,"b"')).splitlines()[1] == f'"a,""b""",10,2,3,,0,3,{FRESH}'


def test_the_table_has_the_cells_of_the_csv() -> None:
    header, rows = as_table(result("account", 12))
    assert header[:3] == ["account", "account_id", "likes"]
    assert rows == [["", "12", "10", "2", "3", "", "0", "3", *FRESH.split(",")]]

"""Each analysis is answered with the very figures of the room that works it out, ids as strings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from cicero import accounts, analytics, posts
from cicero.analytics import Figure
from cicero.analytics.anomalies import anomalies
from cicero.analytics.anomaly_words import sentence
from cicero.analytics.benchmark import benchmark
from cicero.analytics.best_time import best_time
from cicero.analytics.comparing import compare
from cicero.analytics.growth import growth
from cicero.analytics.ranks import ranks
from cicero.analytics.recap import recap
from cicero.analytics.recap_words import say
from cicero.db import Connection
from cicero.metrics import METRICS
from cicero.periods import Period, compared
from cicero.records import Profile

from .conftest import FIRST, KOPI, SAINGAN, Actors, Http, post

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
DAYS = {"client": "kopi", "from": "2026-05-01", "to": "2026-05-31"}


@pytest.fixture
async def own(connection: Connection, actors: Actors) -> int:  # noqa: ARG001
    """The id of kopi's own account, with two hundred more posts, one of them outstanding, and followers."""
    ids = await accounts.resolve(connection, [KOPI])
    before = [post(KOPI, 100 + n, -200 + n, likes=20 + n % 7) for n in range(200)]
    found = [*before, post(KOPI, 400, 3, likes=5_000)]
    late = FIRST + timedelta(days=60)
    known = [replace(one, observed_at=late, counts=replace(one.counts, shares=1)) for one in found]
    await posts.store(connection, [(ids[KOPI], one) for one in known])
    for day in (0, 2, 12):
        profile = Profile(account=KOPI, observed_at=FIRST + timedelta(days=day), followers=900 + 10 * day)
        await accounts.store_profiles(connection, [(ids[KOPI], profile)])
    return ids[KOPI]


async def ask(http: Http, actors: Actors, path: str, **parameters: str) -> Any:
    answer = await http.get(f"/api/analytics/{path}", params={**DAYS, **parameters}, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    return answer.json()


def told(figure: Figure) -> dict[str, Any]:
    share = figure.n / figure.of if figure.of else None
    return {"value": figure.value, "n": figure.n, "of": figure.of, "coverage": share}


def instants(span: tuple[datetime, datetime] | None) -> Any:
    return None if span is None else {"oldest": written(span[0]), "newest": written(span[1])}


def written(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def told_with(answer: Any, found: Any, names: Sequence[str]) -> None:
    """What every analysis says: of which days, how fresh, since when, by which formulas."""
    assert answer["period"] == {"from": "2026-05-01", "to": "2026-05-31", "zone": "Asia/Jakarta"}
    assert answer["as_of"] == instants(found.as_of)
    assert answer["history_since"] == written(found.history_since)
    formulas = {one["name"]: one["formula"] for one in answer["metrics"]}
    assert formulas == {name: METRICS[name].formula for name in names}


async def test_growth(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    found = await growth(connection, [own], MAY)
    answer = await ask(http, actors, "growth")
    told_with(
        answer, found, ["followers", "follower_growth", "follower_growth_rate", "follower_growth_weekly"]
    )
    (each,) = answer["accounts"]
    assert each["account_id"] == str(own)
    assert answer["total"]["account_id"] is None
    for name in ("start", "end", "change", "percent", "weekly", "days_known"):
        assert answer["total"][name] == told(getattr(found.total, name)), name
    assert each["days"] == list(found.accounts[0].days)
    assert found.accounts[0].gaps
    assert each["gaps"] == [{"from": str(first), "to": str(last)} for first, last in found.accounts[0].gaps]
    assert answer["names"] == {str(own): "tiktok:kopi.contoh"}


async def test_ranks(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    found = await ranks(connection, [own], MAY, measure="likes", limit=2)
    answer = await ask(http, actors, "ranks", measure="likes", limit="2")
    told_with(answer, found, ["outperformance"])
    assert found.outliers
    for name in ("top", "best", "flops", "outliers"):
        shown = [(one["account_id"], one["post_id"], one["actual"], one["z"]) for one in answer[name]]
        assert shown == [
            (str(one.account_id), str(one.post_id), one.actual, one.z) for one in getattr(found, name)
        ], name
    for name in ("posts", "counted", "expected", "unripe", "measure"):
        assert answer[name] == getattr(found, name), name
    assert "has_picture" not in answer["top"][0]
    assert (await ask(http, actors, "ranks", kind="image"))["posts"] == 0


async def test_best_time(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    found = await best_time(connection, [own], MAY)
    answer = await ask(http, actors, "best-time")
    told_with(answer, found, ["best_time_index"])
    assert answer["whole"] == told(found.whole)
    assert len(answer["cells"]) == 168
    assert [(one["hour"], one["index"], one["low"]) for one in answer["hours"]] == [
        (one.hour, told(one.index), one.low) for one in found.hours
    ]
    assert [one["score"] for one in answer["recommended"]] == [one.score for one in found.recommended]


async def test_anomalies(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    found = await anomalies(connection, [own], MAY)
    assert found.anomalies
    answer = await ask(http, actors, "anomalies")
    assert answer["as_of"] == instants(found.as_of)
    for shown, one in zip(answer["anomalies"], found.anomalies, strict=True):
        assert (shown["account_id"], shown["what"], shown["value"]) == (str(own), one.what, one.value)
        assert shown["times"] == one.times
        assert shown["leading_post"] == (None if one.leading_post is None else str(one.leading_post))
        assert shown["sentence"] == {
            "en": sentence(one, found.names, "en"),
            "id": sentence(one, found.names, "id"),
        }
    assert [one["interactions"] for one in answer["judged"]] == [
        told(one.interactions) for one in found.judged
    ]
    assert answer["known_until"] == {str(own): written(found.known_until[own])}


async def test_benchmark(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    found = await benchmark(connection, [own], MAY)
    answer = await ask(http, actors, "benchmark")
    (standing,) = found.standings
    told_with(answer, found, ["benchmark_percentile", *(rank.metric for rank in standing.ranks)])
    (shown,) = answer["standings"]
    assert (shown["account_id"], shown["above"], shown["up_to"]) == (str(own), 0, 5_000)
    assert [(one["metric"], one["value"], one["percentile"], one["reason"]) for one in shown["ranks"]] == [
        (one.metric, told(one.value), one.percentile, one.reason) for one in standing.ranks
    ]
    assert [one["publisher"] for one in shown["published"]] == [one.publisher for one in standing.published]


async def test_comparison(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    other = (await accounts.resolve(connection, [SAINGAN]))[SAINGAN]
    found = await compare(connection, [own, other], MAY)
    answer = await ask(http, actors, "comparison", role="all")
    assert answer["accounts"] == [str(own), str(other)]
    assert answer["table"] == analytics.as_json(found.table)
    assert [one["shares"] for one in answer["voices"]] == [
        [told(share) for share in voice.shares] for voice in found.voices
    ]
    assert [(one["account_id"], one["measure"], one["median"]) for one in answer["distribution"]] == [
        (str(one.account_id), one.measure, one.median) for one in found.distribution
    ]
    (overlap,) = answer["overlaps"]
    assert (overlap["one"], overlap["other"], overlap["tags"]) == (str(own), str(other), ["kopi"])
    posted = answer["days"][0]
    assert posted["led"] == {str(own): found.days[0].led[own], str(other): found.days[0].led[other]}
    assert [one["outcome"] for one in posted["days"]] == [one.outcome for one in found.days[0].days]
    assert {one["leader"] for one in posted["days"]} == {
        None if one.leader is None else str(one.leader) for one in found.days[0].days
    }


async def test_one_account_cannot_be_compared(http: Http, actors: Actors, own: int) -> None:
    answer = await http.get("/api/analytics/comparison", params=DAYS, headers=actors.viewer)
    assert (own > 0, answer.status_code) == (True, 400)
    assert answer.json()["detail"] == "1 accounts cannot be compared."


async def test_recap(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    found = await recap(connection, [own], MAY, compared(MAY, "previous"))
    answer = await ask(http, actors, "recap")
    assert answer["text"] == {"en": say(found, "en"), "id": say(found, "id")}
    assert answer["text"]["id"].startswith("Rekap 1–31 Mei 2026")
    assert answer["figures"] == analytics.as_json(found.result)
    assert found.best is not None
    assert answer["best"]["post_id"] == str(found.best.post_id)
    assert len(answer["anomalies"]["anomalies"]) == len(found.anomalies.anomalies)
    alone = await recap(connection, [own], MAY)
    assert (await ask(http, actors, "recap", compare="none"))["text"]["en"] == say(alone, "en")


@pytest.mark.parametrize("path", ["growth", "ranks", "best-time", "anomalies", "benchmark", "recap"])
async def test_nothing_chosen_is_no_fault(http: Http, actors: Actors, path: str) -> None:
    """A client without accounts of that kind has figures of none."""
    answer = await ask(http, actors, path, platform="instagram", role="own")
    assert answer


@pytest.mark.parametrize(
    ("path", "parameters", "detail"),
    [
        ("growth", {"from": "yesterday"}, "from=yesterday is not a day."),
        ("growth", {"metrics": "likes"}, "There is no parameter 'metrics' here."),
        ("ranks", {"measure": "joy"}, "measure=joy is not known."),
        ("ranks", {"limit": "0"}, "limit=0 is not known."),
        ("ranks", {"kind": "poem"}, "kind=poem is not known."),
        ("recap", {"compare": "mars"}, "compare=mars is not known."),
        ("benchmark", {"role": "own", "platform": "x"}, "platform=x is not known."),
    ],
)
async def test_what_cannot_be_asked(
    http: Http, actors: Actors, path: str, parameters: dict[str, str], detail: str
) -> None:
    answer = await http.get(f"/api/analytics/{path}", params={**DAYS, **parameters}, headers=actors.viewer)
    assert (answer.status_code, answer.json()["detail"]) == (400, detail)

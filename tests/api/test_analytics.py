"""The figures over REST are the ones of the rooms below, with unknown as null."""

from __future__ import annotations

from typing import Any

from cicero.api.analytics import EXAMPLE

from .conftest import Actors, Http

MAY = {"client": "kopi", "from": "2026-05-01", "to": "2026-05-31"}


async def ask(http: Http, actors: Actors, **parameters: str) -> Any:
    answer = await http.get("/api/analytics", params={**MAY, **parameters}, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_totals_say_what_they_rest_on(http: Http, actors: Actors) -> None:
    told = await ask(http, actors, metrics="posts,likes,comments,saves")
    assert told["totals"] == {
        "posts": {"value": 3, "n": 3, "of": 3, "coverage": 1.0, "confidence": "high"},
        "likes": {"value": 20, "n": 2, "of": 3, "coverage": 2 / 3, "confidence": "medium"},
        "comments": {"value": 6, "n": 3, "of": 3, "coverage": 1.0, "confidence": "high"},
        "saves": {"value": None, "n": 0, "of": 3, "coverage": 0.0, "confidence": "none"},
    }
    assert (told["rows"], told["compare"]) == ([], None)
    assert told["query"]["period"] == {"from": "2026-05-01", "to": "2026-05-31", "zone": "Asia/Jakarta"}
    assert told["as_of"] == {"oldest": "2026-05-09T03:00:00+00:00", "newest": "2026-05-09T03:00:00+00:00"}
    assert told["history_since"] == "2026-05-04T03:00:00+00:00"


async def test_groups_and_a_comparison(http: Http, actors: Actors) -> None:
    told = await ask(http, actors, metrics="likes", by="platform", role="all", compare="previous")
    found = [(row["key"], *list(row["values"]["likes"].values())[:3]) for row in told["rows"]]
    assert found == [("instagram", 500, 1, 1), ("tiktok", 20, 2, 3)]
    assert told["query"]["compare"] == {"from": "2026-03-31", "to": "2026-04-30", "zone": "Asia/Jakarta"}
    assert told["compare"]["totals"]["likes"]["of"] == 0


async def test_filters_reach_the_figures(http: Http, actors: Actors) -> None:
    async def posts(**parameters: str) -> Any:
        return (await ask(http, actors, metrics="posts", **parameters))["totals"]["posts"]["value"]

    assert await posts(weekday="1") == 1
    assert await posts(hour="10") == 3
    assert await posts(hour="3") == 0
    assert await posts(hashtag="#Kopi") == 3
    assert await posts(hashtag="teh") == 0
    assert await posts(kind="image,video") == 3
    assert await posts(kind="image") == 0
    assert await posts(text="PAGI") == 3
    assert await posts(text="sore") == 0
    assert await posts(mention="kopi") == 0
    assert await posts(counts="comments=2") == 3
    assert await posts(counts="comments>2") == 0
    assert await posts(accounts="instagram:saingan.contoh") == 1
    assert await posts(platform="instagram") == 0


async def test_what_was_gained_and_a_comparison_with_days_of_ones_own(http: Http, actors: Actors) -> None:
    told = await ask(http, actors, metrics="likes", basis="gained", compare_from="2026-01-01")
    assert told["query"]["basis"] == "gained"
    assert told["query"]["compare"] == {"from": "2026-01-01", "to": "2026-01-31", "zone": "Asia/Jakarta"}
    assert (told["totals"]["likes"]["value"], told["totals"]["likes"]["n"]) == (20, 2)


async def test_the_example_of_the_reference_has_the_shape_of_an_answer(http: Http, actors: Actors) -> None:
    told = await ask(
        http, actors, metrics="likes", by="week", compare="previous", kind="video", counts="likes>=0"
    )
    assert shape(told) == shape(EXAMPLE)


def shape(value: Any) -> Any:
    """The names in it, with the first of each list."""
    if isinstance(value, dict):
        return {name: shape(each) for name, each in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else None

"""The catalogue over REST is the catalogue."""

from __future__ import annotations

import pytest

from cicero.errors import InputError
from cicero.metrics import BASES, METRICS, find

from .conftest import Actors, Http


async def test_every_metric_is_told(http: Http, actors: Actors) -> None:
    answer = await http.get("/api/metrics", headers=actors.outsider)
    told = {one["name"]: one for one in answer.json()["metrics"]}
    assert list(told) == list(METRICS)
    for name, metric in METRICS.items():
        assert told[name]["formula"] == metric.formula, name
        assert told[name]["label"] == metric.label, name
        assert (told[name]["formula_gained"], told[name]["note"]) == (metric.gained, metric.note), name
        assert told[name]["inputs"], name


async def test_what_can_be_asked_for_is_said(http: Http, actors: Actors) -> None:
    for one in (await http.get("/api/metrics", headers=actors.viewer)).json()["metrics"]:
        for basis in BASES:
            if basis in one["bases"]:
                assert find([one["name"]], basis)
            else:
                with pytest.raises(InputError):
                    find([one["name"]], basis)

"""The catalogue says everything about a metric in both languages, and the page about it is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from cicero.errors import InputError
from cicero.metrics import METRICS, Metric, find
from cicero.metrics.documentation import document

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
def test_a_metric_is_named_and_explained_in_both_languages(metric: Metric) -> None:
    for text in (metric.label, metric.formula, metric.note):
        assert text is None or (set(text) == {"en", "id"} and all(text.values()))
    assert metric.label["en"] != metric.label["id"]
    assert (metric.source == "account") == (not metric.numerator and not metric.median)
    assert metric.unit in ("ratio", "percent") or not metric.median


def test_names_are_their_keys_and_labels_are_not_used_twice() -> None:
    assert [metric.name for metric in METRICS.values()] == list(METRICS)
    for language in ("en", "id"):
        labels = [metric.label[language] for metric in METRICS.values()]  # type: ignore[index]
        assert len(set(labels)) == len(labels)


def test_metrics_are_found_in_the_order_asked_for() -> None:
    assert [metric.name for metric in find(["likes", "posts"])] == ["likes", "posts"]


def test_an_unknown_metric_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="There is no metric named 'fame'") as refused:
        find(["likes", "fame"])
    assert "engagement_rate_views" in refused.value.hint


def test_the_page_about_metrics_is_made_of_the_catalogue() -> None:
    """Made by: python -m cicero.metrics.documentation > docs/metrics.md"""
    assert PAGE.read_text(encoding="utf-8") == document()

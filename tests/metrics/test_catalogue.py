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
    for text in (metric.label, metric.formula, metric.note, metric.gained, metric.analysis):
        assert text is None or (set(text) == {"en", "id"} and all(text.values()))
        assert text is None or text["en"] != text["id"]
    assert metric.inputs
    assert (metric.source == "post") == bool(metric.numerator or metric.median)
    assert (metric.source == "analysis") == (metric.analysis is not None)
    assert metric.unit in ("ratio", "percent") or not metric.median


def test_only_counts_of_posts_are_zero_where_there_are_none() -> None:
    zero = {metric.name for metric in METRICS.values() if metric.empty == "zero" and not metric.analysis}
    assert zero == {
        "posts", "likes", "comments", "shares", "saves", "views", "interactions", "posting_frequency",
        "posting_frequency_week",
    }  # fmt: skip


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


def test_what_only_an_analysis_computes_is_out_of_a_querys_reach() -> None:
    with pytest.raises(InputError, match="it belongs to the best times") as refused:
        find(["best_time_index"])
    assert "likes" in refused.value.hint
    assert "best_time_index" not in refused.value.hint


def test_what_was_gained_is_asked_of_counts_and_followers_only() -> None:
    assert [metric.name for metric in find(["views", "followers"], "gained")] == ["views", "followers"]
    with pytest.raises(InputError, match="typical_views has no meaning on the basis gained") as refused:
        find(["typical_views"], "gained")
    assert refused.value.hint.startswith("Use basis=published, or some of likes, comments, ")


def test_the_page_about_metrics_is_made_of_the_catalogue() -> None:
    """Made by: python -m cicero.metrics.documentation > docs/metrics.md"""
    assert PAGE.read_text(encoding="utf-8") == document()

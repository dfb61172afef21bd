"""GET /api/metrics: what each figure means and how it is worked out."""

from __future__ import annotations

from typing import get_args

from litestar import get
from msgspec import Struct

from cicero.api.problem import refusals
from cicero.metrics import BASES, INPUTS, METRICS, Basis, Metric
from cicero.metrics.catalogue import has_basis
from cicero.metrics.metric import Language, Text
from cicero.records import Platform

LANGUAGES: tuple[Language, ...] = get_args(Language)


class Words(Struct, frozen=True):
    """In English and in Indonesian."""

    en: str
    id: str


class MetricView(Struct, frozen=True, kw_only=True):
    """`inputs`: what it is made of. `analysis`: what alone gives it; null: GET /api/analytics does.

    `formula_gained`: the formula with basis=gained, null where it is the same. `bases`: on which it can be
    asked for. `up_is_good`: null where more is neither better nor worse.
    """

    name: str
    label: Words
    formula: Words
    formula_gained: Words | None
    unit: str
    inputs: list[Words]
    bases: list[Basis]
    platforms: list[Platform]
    up_is_good: bool | None
    analysis: Words | None
    note: Words | None


class Catalogue(Struct, frozen=True):
    metrics: list[MetricView]


@get(
    "/metrics",
    needs="self.see",
    tags=["Analytics"],
    summary="Every metric and its formula",
    responses=refusals(400, 401, 403),
)
async def list_metrics() -> Catalogue:
    """The whole catalogue, in both languages. Every page and file uses these names and formulas."""
    return Catalogue(formulas(*METRICS))


def formulas(*names: str) -> list[MetricView]:
    """The metrics of an answer, as it tells how they are worked out."""
    return [_view(METRICS[name]) for name in names]


def words(text: Text) -> Words:
    return Words(**{language: text[language] for language in LANGUAGES})


def _view(metric: Metric) -> MetricView:
    return MetricView(
        name=metric.name,
        label=words(metric.label),
        formula=words(metric.formula),
        formula_gained=words(metric.gained) if metric.gained else None,
        unit=metric.unit,
        inputs=[words(INPUTS[name]) for name in metric.inputs],
        bases=[] if metric.analysis else [basis for basis in BASES if has_basis(metric, basis)],
        platforms=list(metric.platforms),
        up_is_good=metric.up_is_good,
        analysis=words(metric.analysis) if metric.analysis else None,
        note=words(metric.note) if metric.note else None,
    )

"""The page about metrics, made of the catalogue and the words in `page.md`.

python -m cicero.metrics.documentation > docs/metrics.md
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from cicero.metrics.catalogue import INPUTS, METRICS
from cicero.metrics.metric import Language, Metric, Source, Text, Unit
from cicero.records import PLATFORM_NAMES

COLUMNS = (
    "name", "English", "Indonesian", "formula", "rumus", "made of", "unit", "better", "of nothing",
    "networks",
)  # fmt: skip
UNITS: dict[Unit, str] = {
    "count": "number", "percent": "%", "ratio": "per post", "per_day": "per day", "per_week": "per week",
    "times": "times", "hours": "hours", "score": "standard errors", "percentile": "0 to 100",
}  # fmt: skip
BETTER = {True: "more", False: "less", None: "neither"}


def document() -> str:
    """The whole page in Markdown."""
    words = (files(__package__) / "page.md").read_text(encoding="utf-8")
    sources: tuple[Source, ...] = ("post", "account", "analysis")
    for source in sources:
        words = words.replace(f"%{source.upper()}%", _table(source))
    return words.replace("%GAINED%", _gained())


def _table(source: Source) -> str:
    where = ("computed by",) if source == "analysis" else ()
    rows = [_row(metric) for metric in METRICS.values() if metric.source == source]
    return _markdown((*COLUMNS, *where), rows)


def _gained() -> str:
    rows = [
        (f"`{metric.name}`", metric.gained["en"], metric.gained["id"])
        for metric in METRICS.values()
        if metric.gained
    ]
    return _markdown(("name", "formula", "rumus"), rows)


def _row(metric: Metric) -> tuple[str, ...]:
    return (
        f"`{metric.name}`",
        metric.label["en"],
        metric.label["id"],
        _sentences("en", metric.formula, metric.note),
        _sentences("id", metric.formula, metric.note),
        ", ".join(INPUTS[name]["en"] for name in metric.inputs),
        UNITS[metric.unit],
        BETTER[metric.up_is_good],
        metric.empty,
        ", ".join(PLATFORM_NAMES[platform] for platform in metric.platforms),
        *((metric.analysis["en"],) if metric.analysis else ()),
    )


def _sentences(language: Language, *texts: Text | None) -> str:
    return ". ".join(text[language].rstrip(".") for text in texts if text)


def _markdown(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    print(document(), end="")

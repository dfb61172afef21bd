"""The page about metrics, made of the catalogue and the words in `page.md`.

python -m cicero.metrics.documentation > docs/metrics.md
"""

from __future__ import annotations

from importlib.resources import files

from cicero.metrics.catalogue import METRICS
from cicero.metrics.metric import Metric
from cicero.records import PLATFORM_NAMES

HEAD = "| name | English | Indonesian | formula | unit | networks |\n| --- | --- | --- | --- | --- | --- |"
UNITS = {"count": "number", "percent": "%", "ratio": "per post", "per_day": "per day"}


def document() -> str:
    """The whole page in Markdown."""
    words = (files(__package__) / "page.md").read_text(encoding="utf-8")
    return words.replace("%TABLE%", "\n".join([HEAD, *map(_row, METRICS.values())]))


def _row(metric: Metric) -> str:
    platforms = ", ".join(PLATFORM_NAMES[platform] for platform in metric.platforms)
    formula = ". ".join(text["en"].rstrip(".") for text in (metric.formula, metric.note) if text)
    cells = (
        f"`{metric.name}`",
        metric.label["en"],
        metric.label["id"],
        formula,
        UNITS[metric.unit],
        platforms,
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print(document(), end="")

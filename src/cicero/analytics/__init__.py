"""Questions about posts and followers: Query → SQL → Result, and how a Result is written down.

What a metric is stands in `metrics`, what a day is in `periods`. Nothing is stored here.
"""

from cicero.analytics.query import DIMENSIONS, Dimension, Filters, Query, check
from cicero.analytics.rendering import as_csv, as_json, as_table, key_cells, key_names
from cicero.analytics.result import Figure, Key, Result, Row
from cicero.analytics.run import run
from cicero.analytics.top_posts import TopPost, top_posts
from cicero.analytics.trust import Confidence, confidence, coverage
from cicero.records import Range

__all__ = [
    "DIMENSIONS",
    "Confidence",
    "Dimension",
    "Figure",
    "Filters",
    "Key",
    "Query",
    "Range",
    "Result",
    "Row",
    "TopPost",
    "as_csv",
    "as_json",
    "as_table",
    "check",
    "confidence",
    "coverage",
    "key_cells",
    "key_names",
    "run",
    "top_posts",
]

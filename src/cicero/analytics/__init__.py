"""Questions about posts and followers: Query → SQL → Result, and how a Result is written down.

What a metric is stands in `metrics`, what a day is in `periods`. Nothing is stored here but
answers, for those who ask the same again (`cache`); which questions that holds for is said in this file.
"""

from cicero.analytics.cache import cached, sweep
from cicero.analytics.packing import pack, unpack
from cicero.analytics.query import DIMENSIONS, Dimension, Filters, Query, check
from cicero.analytics.rendering import as_csv, as_json, as_table, key_cells, key_names
from cicero.analytics.result import Figure, Key, Result, Row
from cicero.analytics.run import run as run_anew
from cicero.analytics.top_posts import TopPost, top_posts
from cicero.analytics.trust import Confidence, confidence, coverage
from cicero.records import Range

run = cached(run_anew, pack, unpack)

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
    "cached",
    "check",
    "confidence",
    "coverage",
    "key_cells",
    "key_names",
    "pack",
    "run",
    "run_anew",
    "sweep",
    "top_posts",
    "unpack",
]

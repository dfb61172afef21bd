"""The catalogue: each metric once, with name, formula, unit, the SQL that computes it and what it needs.

Nothing here runs a query; `analytics` does that.
"""

from cicero.metrics.catalogue import INTERACTIONS, METRICS, find
from cicero.metrics.metric import Language, Metric

__all__ = ["INTERACTIONS", "METRICS", "Language", "Metric", "find"]

"""The catalogue: each metric once, with name, formula, unit, the SQL that computes it and what it needs.

Nothing here runs a query; `analytics` does that.
"""

from cicero.metrics.catalogue import INPUTS, METRICS, askable, find
from cicero.metrics.metric import BASES, Basis, Language, Metric

__all__ = ["BASES", "INPUTS", "METRICS", "Basis", "Language", "Metric", "askable", "find"]

"""What one widget shows, as values: its rows, its picture, and what its figures mean.

Pages, files and reports are made of the same Widget, so that they cannot say different things.
"""

from cicero.widgets.formats import FORMATS, Format
from cicero.widgets.widget import Chart, Column, Explained, Fact, Line, Row, Value, Widget

__all__ = ["FORMATS", "Chart", "Column", "Explained", "Fact", "Format", "Line", "Row", "Value", "Widget"]

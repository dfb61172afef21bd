"""The pages: handlers, templates, styles, scripts, and the words in both languages.

No figure is computed here and no SQL is written: pages ask the rooms below and show what they answer.
"""

from cicero.web.errors import error_page
from cicero.web.routes import ROUTES

__all__ = ["ROUTES", "error_page"]

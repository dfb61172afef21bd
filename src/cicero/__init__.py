"""Cicero: Instagram and TikTok analytics for organisations that answer for several clients.

Two flows, each one way: collect (fetch → keep raw → parse → store) and ask (query → SQL → result → page).
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("cicero")
except PackageNotFoundError:  # imported from a source tree that was never installed
    __version__ = "0+source"

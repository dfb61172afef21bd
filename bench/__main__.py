"""Every benchmark, or those named: `python -m bench importing analytics page`."""

from __future__ import annotations

import importlib
import sys

from bench.machine import described

NAMES = (
    "importing", "analytics", "growth", "finding", "page", "pages", "people", "rest", "refresh", "collecting",
    "export", "comments",
)  # fmt: skip


def main(names: list[str]) -> None:
    print(f"Machine: {described()}")
    for name in names or NAMES:
        if name not in NAMES:
            sys.exit(f"There is no benchmark {name!r}; there are {', '.join(NAMES)}.")
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])

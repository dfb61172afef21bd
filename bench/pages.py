"""Every page as a signed-in person gets it, of one client with 50 accounts and 200,000 posts behind it.

The server's own time of each answer, as it logs it, one after the other by one process: nothing else is asked
meanwhile. Pages that this installation does not have are left out and told.
"""

from __future__ import annotations

import httpx2

from bench import world
from bench.machine import own_database, print_table
from bench.page import serving, sign_in, spread, visits, watch

POSTS, ACCOUNTS, LOOKED = 200_000, 50, 28
PROMISED = 80.0
AT, DAYS = "/clients/bench", "from=2026-08-03&to=2026-10-31&compare=previous"
PATHS: dict[str, tuple[str, ...]] = {
    "overview": ("/",),
    "dashboard": (
        f"{AT}?{DAYS}",
        *(f"{AT}?{DAYS}&part={part}" for part in ("heatmap", "breakdowns", "accounts", "posts")),
        f"{AT}?{DAYS}&widget=series&file=csv",
    ),
    "posts": (f"{AT}/posts?{DAYS}",),
    "compare": (f"{AT}/compare?{DAYS}",),
    "hashtags": (f"{AT}/hashtags?{DAYS}",),
    "best time": (f"{AT}/best-time?{DAYS}",),
    "Instagram": (f"{AT}/instagram?{DAYS}",),
    "TikTok": (f"{AT}/tiktok?{DAYS}",),
    "accounts": (f"{AT}/accounts",),
    "settings": (f"{AT}/settings", "/settings/profile", "/settings/audit"),
}
"""A page with its first answer and the parts that follow; a new page adds its own here."""


def main() -> None:
    with own_database() as (settings, conninfo):
        world.fill(conninfo, POSTS, ACCOUNTS, looked=LOOKED)
        watch(conninfo, ACCOUNTS)
        with serving(settings.data_dir) as address:
            there = {name: paths for name, paths in PATHS.items() if answers(address, paths[0])}
            measured = {
                path: visits(address, settings.data_dir, path) for paths in there.values() for path in paths
            }
    report(there, measured)


def answers(address: str, path: str) -> bool:
    with httpx2.Client(base_url=address, follow_redirects=True, timeout=30) as browser:
        sign_in(browser)
        return browser.get(path).status_code != 404


def report(there: dict[str, tuple[str, ...]], measured: dict[str, tuple[list[float], int]]) -> None:
    rows = []
    for name, paths in there.items():
        for path in paths:
            times, size = measured[path]
            median, p95 = spread(times)
            kept = "kept" if float(p95) < PROMISED else "NOT KEPT"
            rows.append((name, short(path), median, p95, f"{size:,}", kept))
    print_table(
        f"Pages of one client with {ACCOUNTS} accounts and {POSTS:,} posts, 90 days and those before, warm",
        ("page", "asked", "p50 ms", "p95 ms", "bytes", "promise"),
        rows,
    )
    print(f"  promised: the server's own time under {PROMISED:.0f} ms at p95")
    if missing := [name for name in PATHS if name not in there]:
        print(f"  not there: {', '.join(missing)}")


def short(path: str) -> str:
    return path.replace(f"{DAYS}&", "").removesuffix(f"?{DAYS}").replace(AT, "…")

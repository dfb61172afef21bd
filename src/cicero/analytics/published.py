"""What others have published about typical accounts: each figure with its source, and never mixed.

Only figures from a publisher's own page stand here. They differ in year, statistic and denominator, and in
whose accounts they speak of: they are shown beside a percentile, not worked into it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cicero.records import Platform


class Published(Struct, frozen=True, kw_only=True):
    """`value` in per cent is the `statistic` over accounts of `year`, comparable with our `metric`."""

    platform: Platform
    metric: str
    value: float
    statistic: Literal["median", "average"]
    denominator: Literal["followers", "views"]
    year: int
    publisher: str
    title: str


PUBLISHED = (
    Published(
        platform="tiktok",
        metric="engagement_rate_followers",
        value=2.6,
        statistic="median",
        denominator="followers",
        year=2024,
        publisher="Rival IQ",
        title="TikTok Benchmark Report",
    ),
    Published(
        platform="tiktok",
        metric="engagement_rate_views",
        value=3.4,
        statistic="median",
        denominator="views",
        year=2024,
        publisher="Rival IQ",
        title="TikTok Benchmark Report",
    ),
    Published(
        platform="tiktok",
        metric="engagement_rate_views",
        value=5.38,
        statistic="average",
        denominator="views",
        year=2023,
        publisher="Socialinsider",
        title="TikTok Benchmarks",
    ),
    Published(
        platform="instagram",
        metric="engagement_rate_followers",
        value=1.16,
        statistic="average",
        denominator="followers",
        year=2020,
        publisher="Socialinsider",
        title="Instagram study 2021",
    ),
)

"""Every metric, once. `docs/metrics.md` is generated from here."""

from __future__ import annotations

from collections.abc import Iterable

from cicero.errors import InputError
from cicero.metrics.metric import Basis, Input, Metric, Text
from cicero.metrics.of_accounts import OF_ACCOUNTS
from cicero.metrics.of_analyses import OF_ANALYSES
from cicero.metrics.of_posts import OF_POSTS

METRICS: dict[str, Metric] = {metric.name: metric for metric in (*OF_POSTS, *OF_ACCOUNTS, *OF_ANALYSES)}

INPUTS: dict[Input, Text] = {
    "likes": {"en": "likes", "id": "suka"},
    "comments": {"en": "comments", "id": "komentar"},
    "shares": {"en": "shares", "id": "bagikan"},
    "saves": {"en": "saves", "id": "simpan"},
    "views": {"en": "views", "id": "tayangan"},
    "followers": {"en": "followers at publication", "id": "pengikut saat terbit"},
    "audience": {"en": "follower samples of the period", "id": "sampel pengikut dalam periode"},
    "published_at": {"en": "time of publication", "id": "waktu terbit"},
    "follower_samples": {"en": "follower samples", "id": "sampel pengikut"},
    "snapshots": {"en": "counts over time", "id": "angka dari waktu ke waktu"},
    "hashtags": {"en": "hashtags", "id": "tagar"},
    "comment_list": {"en": "comments collected", "id": "komentar terkumpul"},
    "roster": {"en": "list of members", "id": "daftar anggota"},
    "fetches": {"en": "fetches", "id": "pengambilan data"},
}
"""What figures are made of, as a person would name it."""


def find(names: Iterable[str], basis: Basis = "published") -> tuple[Metric, ...]:
    """The metrics of these names in their order, as a Query on that basis may ask for them.

    InputError names an unknown one and all known ones, one that only an analysis computes, and one that
    means nothing on the basis.
    """
    wanted = tuple(names)
    if not wanted:
        raise InputError("No metric was asked for.", f"Use some of {askable(basis)}.")
    return tuple(_one(name, basis) for name in wanted)


def _one(name: str, basis: Basis) -> Metric:
    metric = METRICS.get(name)
    if metric is None:
        raise InputError(f"There is no metric named {name!r}.", f"Use some of {askable(basis)}.")
    if metric.analysis is not None:
        raise InputError(
            f"{name} cannot be asked for together with other figures: it belongs to {metric.analysis['en']}.",
            f"Ask for {metric.analysis['en']}, or use some of {askable(basis)}.",
        )
    if not has_basis(metric, basis):
        raise InputError(
            f"{name} has no meaning on the basis {basis}: it is a figure of the posts published in a period.",
            f"Use basis=published, or some of {askable(basis)}.",
        )
    return metric


def has_basis(metric: Metric, basis: Basis) -> bool:
    """Whether the metric can be asked for on that basis; followers are the same on both."""
    return basis == "published" or metric.source == "account" or metric.gained is not None


def askable(basis: Basis = "published") -> str:
    """The names that a Query on that basis may ask for, between commas."""
    return ", ".join(
        name for name, metric in METRICS.items() if metric.analysis is None and has_basis(metric, basis)
    )

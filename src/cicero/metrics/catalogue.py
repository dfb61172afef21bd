"""Every metric, once. `docs/metrics.md` is generated from here."""

from __future__ import annotations

from collections.abc import Iterable

from cicero.errors import InputError
from cicero.metrics.metric import Counter, Metric, Text

INTERACTIONS = "(likes + comments + case when platform = 'tiktok' then shares else 0 end)"
"""Unknown as soon as one part of it is."""

_RATE = f"({INTERACTIONS}::float8 / nullif(followers, 0))"

_PARTS: tuple[Counter, ...] = ("likes", "comments", "shares")
_OWN_ONLY: Text = {
    "en": "Instagram tells this only of accounts that one owns.",
    "id": "Instagram hanya memberikannya untuk akun milik sendiri.",
}
_AT_PUBLICATION: Text = {
    "en": "Followers when the post was published: the nearest sample, marked when it is over 7 days away.",
    "id": "Pengikut saat post terbit: sampel terdekat, ditandai bila selisihnya lebih dari 7 hari.",
}


def _known(column: str) -> str:
    return f"total(posts) filter (where {column} is not null)"


def _sum(column: Counter, label: Text, note: Text | None = None) -> Metric:
    """The metric that adds up one counter."""
    return Metric(
        name=column,
        label=label,
        formula={
            "en": f"sum of the known {label['en'].lower()} of the posts published in the period",
            "id": f"jumlah {label['id'].lower()} yang diketahui dari post yang terbit dalam periode",
        },
        numerator=f"total({column})",
        known=_known(column),
        needs=(column,),
        note=note,
    )


def _per_post(name: str, column: Counter, label: Text) -> Metric:
    """The metric that is one counter per post."""
    counted = {"likes": "suka", "comments": "komentar", "shares": "bagikan"}[column]
    return Metric(
        name=name,
        label=label,
        formula={"en": f"{column} ÷ posts of which they are known", "id": f"{counted} ÷ post yang diketahui"},
        unit="ratio",
        numerator=f"total({column})",
        denominator=_known(column),
        known=_known(column),
        needs=(column,),
    )


_ALL = (
    Metric(
        name="posts",
        label={"en": "Posts", "id": "Post"},
        formula={
            "en": "count of posts published in the period",
            "id": "banyaknya post yang terbit dalam periode",
        },
        numerator="total(posts)",
        up_is_good=None,
        note={
            "en": "A collaborative post counts once in a sum over several of its accounts.",
            "id": "Post kolaborasi dihitung sekali dalam jumlah atas beberapa akunnya.",
        },
    ),
    _sum("likes", {"en": "Likes", "id": "Suka"}),
    _sum("comments", {"en": "Comments", "id": "Komentar"}),
    _sum("shares", {"en": "Shares", "id": "Bagikan"}, _OWN_ONLY),
    _sum("saves", {"en": "Saves", "id": "Simpan"}, _OWN_ONLY),
    _sum(
        "views",
        {"en": "Views", "id": "Tayangan"},
        {"en": "Images and carousels have none.", "id": "Gambar dan karusel tidak memilikinya."},
    ),
    Metric(
        name="interactions",
        label={"en": "Interactions", "id": "Interaksi"},
        formula={
            "en": "Instagram: likes + comments · TikTok: likes + comments + shares",
            "id": "Instagram: suka + komentar · TikTok: suka + komentar + bagikan",
        },
        numerator=f"total({INTERACTIONS})",
        known=_known(INTERACTIONS),
        needs=_PARTS,
        note={
            "en": "Unknown for a post of which one part is unknown, such as hidden likes.",
            "id": "Tidak diketahui bila satu bagiannya tidak diketahui, misalnya suka yang disembunyikan.",
        },
    ),
    Metric(
        name="interactions_per_post",
        label={"en": "Interactions per post", "id": "Interaksi per post"},
        formula={
            "en": "interactions ÷ posts of which they are known",
            "id": "interaksi ÷ post yang diketahui",
        },
        unit="ratio",
        numerator=f"total({INTERACTIONS})",
        denominator=_known(INTERACTIONS),
        known=_known(INTERACTIONS),
        needs=_PARTS,
    ),
    Metric(
        name="typical_interactions",
        label={"en": "Typical interactions", "id": "Interaksi tipikal"},
        formula={
            "en": "median over posts of their interactions",
            "id": "median atas post dari interaksinya",
        },
        median=INTERACTIONS,
        needs=_PARTS,
        unit="ratio",
    ),
    Metric(
        name="typical_engagement_rate",
        label={"en": "Typical engagement rate", "id": "Tingkat interaksi tipikal"},
        formula={
            "en": "median over posts of interactions ÷ followers when the post was published",
            "id": "median atas post dari interaksi ÷ pengikut saat post terbit",
        },
        unit="percent",
        median=_RATE,
        needs=(*_PARTS, "followers"),
        note=_AT_PUBLICATION,
    ),
    Metric(
        name="engagement_rate_followers",
        label={"en": "Engagement rate by followers", "id": "Tingkat interaksi per pengikut"},
        formula={
            "en": "interactions ÷ posts ÷ mean of followers, over posts with both known",
            "id": "interaksi ÷ post ÷ rata-rata pengikut, atas post yang keduanya diketahui",
        },
        unit="percent",
        numerator=f"total({INTERACTIONS}) filter (where followers is not null)",
        denominator=f"total(followers) filter (where {INTERACTIONS} is not null)",
        known=_known(f"({INTERACTIONS} + followers)"),
        needs=(*_PARTS, "followers"),
        note=_AT_PUBLICATION,
    ),
    Metric(
        name="engagement_rate_views",
        label={"en": "Engagement rate by views", "id": "Tingkat interaksi per tayangan"},
        formula={
            "en": "interactions ÷ views, over posts with both known",
            "id": "interaksi ÷ tayangan, atas post yang keduanya diketahui",
        },
        unit="percent",
        numerator=f"total({INTERACTIONS}) filter (where views is not null)",
        denominator=f"total(views) filter (where {INTERACTIONS} is not null)",
        known=_known(f"({INTERACTIONS} + views)"),
        needs=(*_PARTS, "views"),
    ),
    _per_post("applause", "likes", {"en": "Applause", "id": "Apresiasi"}),
    _per_post("conversation", "comments", {"en": "Conversation", "id": "Percakapan"}),
    _per_post("amplification", "shares", {"en": "Amplification", "id": "Amplifikasi"}),
    Metric(
        name="posting_frequency",
        label={"en": "Posting frequency", "id": "Frekuensi posting"},
        formula={"en": "posts ÷ days", "id": "post ÷ hari"},
        unit="per_day",
        numerator="total(posts)",
        per_day=True,
        up_is_good=None,
    ),
    Metric(
        name="followers",
        label={"en": "Followers", "id": "Pengikut"},
        formula={
            "en": "last known value up to the end of the period, summed over the accounts",
            "id": "nilai terakhir yang diketahui sampai akhir periode, dijumlahkan atas akun",
        },
        source="account",
    ),
    Metric(
        name="follower_growth",
        label={"en": "Follower growth", "id": "Pertumbuhan pengikut"},
        formula={
            "en": "followers at the end − followers at the start, over accounts with both known",
            "id": "pengikut di akhir − pengikut di awal, atas akun yang keduanya diketahui",
        },
        source="account",
    ),
    Metric(
        name="follower_growth_rate",
        label={"en": "Follower growth rate", "id": "Laju pertumbuhan pengikut"},
        formula={
            "en": "(followers at the end − at the start) ÷ at the start, over accounts with both known",
            "id": "(pengikut di akhir − di awal) ÷ di awal, atas akun yang keduanya diketahui",
        },
        unit="percent",
        source="account",
    ),
)

METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}


def find(names: Iterable[str]) -> tuple[Metric, ...]:
    """The metrics of these names in their order; InputError names an unknown one and all known ones."""
    wanted = tuple(names)
    for name in wanted:
        if name not in METRICS:
            raise InputError(f"There is no metric named {name!r}.", f"Use some of {', '.join(METRICS)}.")
    if not wanted:
        raise InputError("No metric was asked for.", f"Use some of {', '.join(METRICS)}.")
    return tuple(METRICS[name] for name in wanted)

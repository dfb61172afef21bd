"""The metrics of posts that a Query computes: sums, rates, medians.

Formulas find `interactions` as a column, worked out once for a row: likes and comments, on TikTok shares as
well, unknown as soon as one of these is.
"""

from __future__ import annotations

from cicero.metrics.metric import Counter, Metric, Text

_RATE = "(interactions::float8 / nullif(followers, 0))"
_VIEW_RATE = "(interactions::float8 / nullif(views, 0))"

_PARTS: tuple[Counter, ...] = ("likes", "comments", "shares")
_OWN_ONLY: Text = {
    "en": "Instagram tells this only of accounts that one owns.",
    "id": "Instagram hanya memberikannya untuk akun milik sendiri.",
}
_AT_PUBLICATION: Text = {
    "en": "Followers when the post was published: the nearest sample, marked when it is over 7 days away.",
    "id": "Pengikut saat post terbit: sampel terdekat, ditandai bila selisihnya lebih dari 7 hari.",
}
_VIEWS: Text = {
    "en": "Images and carousels have none. In 2025 Instagram's views took the place of plays and "
    "impressions: "
    "numbers from before and after are not the same thing.",
    "id": "Gambar dan karusel tidak memilikinya. Pada 2025 tayangan Instagram menggantikan pemutaran dan "
    "impresi: angka sebelum dan sesudahnya bukan hal yang sama.",
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
        gained={
            "en": f"{label['en'].lower()} at each look at a post in the period − those at the look before, "
            "summed over all posts",
            "id": f"{label['id'].lower()} pada tiap pengamatan post dalam periode − pada pengamatan "
            "sebelumnya, "
            "dijumlahkan atas semua post",
        },
        numerator=f"total({column})",
        known=_known(column),
        needs=(column,),
        empty="zero",
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


_SUMS = (
    Metric(
        name="posts",
        label={"en": "Posts", "id": "Post"},
        formula={
            "en": "count of posts published in the period",
            "id": "banyaknya post yang terbit dalam periode",
        },
        numerator="total(posts)",
        reads=("published_at",),
        empty="zero",
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
    _sum("views", {"en": "Views", "id": "Tayangan"}, _VIEWS),
    Metric(
        name="interactions",
        label={"en": "Interactions", "id": "Interaksi"},
        formula={
            "en": "Instagram: likes + comments · TikTok: likes + comments + shares",
            "id": "Instagram: suka + komentar · TikTok: suka + komentar + bagikan",
        },
        gained={
            "en": "likes + comments gained, on TikTok + shares gained, of posts of which each is known",
            "id": "suka + komentar yang diperoleh, di TikTok + bagikan yang diperoleh, dari post yang "
            "masing-masing "
            "diketahui",
        },
        numerator="total(interactions)",
        known=_known("interactions"),
        needs=_PARTS,
        empty="zero",
        note={
            "en": "Unknown for a post of which one part is unknown, such as hidden likes.",
            "id": "Tidak diketahui bila satu bagiannya tidak diketahui, misalnya suka yang disembunyikan.",
        },
    ),
)

_TYPICAL = (
    Metric(
        name="interactions_per_post",
        label={"en": "Interactions per post", "id": "Interaksi per post"},
        formula={
            "en": "interactions ÷ posts of which they are known",
            "id": "interaksi ÷ post yang diketahui",
        },
        unit="ratio",
        numerator="total(interactions)",
        denominator=_known("interactions"),
        known=_known("interactions"),
        needs=_PARTS,
    ),
    Metric(
        name="typical_interactions",
        label={"en": "Typical interactions", "id": "Interaksi tipikal"},
        formula={
            "en": "median over posts of their interactions",
            "id": "median atas post dari interaksinya",
        },
        median="interactions",
        needs=_PARTS,
        unit="ratio",
    ),
    Metric(
        name="typical_views",
        label={"en": "Typical views", "id": "Tayangan tipikal"},
        formula={"en": "median over posts of their views", "id": "median atas post dari tayangannya"},
        median="views",
        needs=("views",),
        unit="ratio",
        note=_VIEWS,
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
        name="typical_engagement_rate_views",
        label={"en": "Typical engagement rate by views", "id": "Tingkat interaksi tipikal per tayangan"},
        formula={
            "en": "median over posts of interactions ÷ views",
            "id": "median atas post dari interaksi ÷ tayangan",
        },
        unit="percent",
        median=_VIEW_RATE,
        needs=(*_PARTS, "views"),
    ),
)

_RATES = (
    Metric(
        name="engagement_rate_followers",
        label={"en": "Engagement rate by followers", "id": "Tingkat interaksi per pengikut"},
        formula={
            "en": "interactions ÷ posts ÷ mean of followers, over posts with both known",
            "id": "interaksi ÷ post ÷ rata-rata pengikut, atas post yang keduanya diketahui",
        },
        unit="percent",
        numerator="total(interactions) filter (where followers is not null)",
        denominator="total(followers) filter (where interactions is not null)",
        known=_known("(interactions + followers)"),
        needs=(*_PARTS, "followers"),
        note=_AT_PUBLICATION,
    ),
    Metric(
        name="engagement_rate_period",
        label={
            "en": "Engagement rate by followers of the period",
            "id": "Tingkat interaksi per pengikut selama periode",
        },
        formula={
            "en": "interactions ÷ posts ÷ mean of the account's followers over the days of the period that "
            "have "
            "a sample",
            "id": "interaksi ÷ post ÷ rata-rata pengikut akun selama hari-hari dalam periode yang memiliki "
            "sampel",
        },
        unit="percent",
        numerator="total(interactions) filter (where audience is not null)",
        denominator="total(audience) filter (where interactions is not null)",
        known=_known("(interactions + audience)"),
        needs=(*_PARTS, "audience"),
        note={
            "en": "Over several accounts each post counts with the mean of its own account; posts of "
            "accounts "
            "without a sample in the period are left out.",
            "id": "Untuk beberapa akun, tiap post memakai rata-rata akunnya sendiri; post dari akun tanpa "
            "sampel "
            "dalam periode tidak dihitung.",
        },
    ),
    Metric(
        name="engagement_rate_views",
        label={"en": "Engagement rate by views", "id": "Tingkat interaksi per tayangan"},
        formula={
            "en": "interactions ÷ views, over posts with both known",
            "id": "interaksi ÷ tayangan, atas post yang keduanya diketahui",
        },
        gained={
            "en": "interactions gained ÷ views gained, over posts with both known",
            "id": "interaksi yang diperoleh ÷ tayangan yang diperoleh, atas post yang keduanya diketahui",
        },
        unit="percent",
        numerator="total(interactions) filter (where views is not null)",
        denominator="total(views) filter (where interactions is not null)",
        known=_known("(interactions + views)"),
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
        reads=("published_at",),
        per_days=1,
        empty="zero",
        up_is_good=None,
    ),
    Metric(
        name="posting_frequency_week",
        label={"en": "Posts per week", "id": "Post per minggu"},
        formula={"en": "posts ÷ days × 7", "id": "post ÷ hari × 7"},
        unit="per_week",
        numerator="total(posts)",
        reads=("published_at",),
        per_days=7,
        empty="zero",
        up_is_good=None,
    ),
)

OF_POSTS = (*_SUMS, *_TYPICAL, *_RATES)

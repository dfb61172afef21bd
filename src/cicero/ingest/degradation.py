"""What is given up when the calls left do not last, in which order, and how the reader is told.

`shortage` is the calls expected to be needed until the quota renews ÷ the calls left. The table stands in
docs/refresh-plan.md too. New posts of own accounts and daily follower counts go on until nothing is left.
"""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

Purpose = Literal[
    "live",
    "likers",
    "hashtags",
    "comments_competitor",
    "comments_old",
    "sample",
    "backfill",
    "deep",
    "list_competitor",
    "comments_new",
    "list_own",
    "profile",
]
"""`live`: what somebody asks for now, although something younger than the promise stands here.
`comments_old`, `comments_new`: on own posts older than a week, and younger. `sample`: single posts fetched
to measure accuracy. `deep`: pages of a list beyond the first. `list_competitor`: first pages of competitors
more often than promised. `list_own`: first pages of own accounts. `profile`: follower counts, daily."""


class Step(Struct, frozen=True):
    """One thing given up once the shortage is above a number, with the sentence that says so."""

    purpose: Purpose
    above: float
    english: str
    indonesian: str


STEPS = (
    Step(
        "live",
        1.0,
        "Other dashboards are answered from what is stored.",
        "Dasbor lain dijawab dari data yang tersimpan.",
    ),
    Step("likers", 1.0, "Lists of likers are not read.", "Daftar penyuka tidak dibaca."),
    Step("hashtags", 1.0, "Hashtag lists are not read.", "Daftar tagar tidak dibaca."),
    Step(
        "comments_competitor",
        1.1,
        "Comments on competitors' posts are not read.",
        "Komentar pada kiriman pesaing tidak dibaca.",
    ),
    Step(
        "comments_old",
        1.25,
        "Comments on own posts older than a week are not read.",
        "Komentar pada kiriman sendiri yang lebih dari seminggu tidak dibaca.",
    ),
    Step("sample", 1.4, "The daily accuracy sample is not drawn.", "Sampel akurasi harian tidak diambil."),
    Step(
        "backfill",
        1.6,
        "Reading of older posts is paused; it goes on where it stopped.",
        "Pembacaan kiriman lama dijeda; nanti dilanjutkan dari titik terakhir.",
    ),
    Step(
        "deep",
        2.0,
        "Only the first page of each list is read; counters of older posts stay as they were.",
        "Hanya halaman pertama tiap daftar yang dibaca; angka kiriman lama tetap seperti terakhir dibaca.",
    ),
    Step(
        "list_competitor",
        3.0,
        "Competitors are looked at no more often than promised.",
        "Pesaing tidak dilihat lebih sering daripada yang dijanjikan.",
    ),
    Step(
        "comments_new",
        5.0,
        "Comments on own posts are not read.",
        "Komentar pada kiriman sendiri tidak dibaca.",
    ),
)
"""In the order in which they are given up."""


def allowed(shortage: float) -> frozenset[Purpose]:
    """What may still be asked of the source at a shortage."""
    return frozenset(get_args(Purpose)) - {step.purpose for step in suspended(shortage)}


def suspended(shortage: float) -> tuple[Step, ...]:
    """The steps taken at a shortage, first given up first."""
    return tuple(step for step in STEPS if shortage > step.above)


def sentences(shortage: float, language: Literal["id", "en"]) -> tuple[str, ...]:
    """What is suspended, a sentence for each step, in the reader's language."""
    return tuple(step.indonesian if language == "id" else step.english for step in suspended(shortage))

"""An anomaly in a sentence: what happened, when, by how much against what, and on how much that rests."""

from __future__ import annotations

from cicero.analytics.anomaly import Anomaly
from cicero.analytics.wording import account, decimal, signed, span, whole
from cicero.metrics import Language

MOSTLY = 0.5
"""Of the interactions of several posts: worth a word when one of them got as much."""


def sentence(anomaly: Anomaly, names: dict[int, str], language: Language) -> str:
    """One or two sentences. `names` is that of Anomalies."""
    who = account(names[anomaly.account_id])
    if anomaly.what == "interactions":
        return f"{who}: {_interactions(anomaly, language)}{_leading(anomaly, language)}"
    said = _followers(anomaly, language) if anomaly.what == "followers" else _silence(anomaly, language)
    return f"{who}: {said}"


def _interactions(anomaly: Anomaly, language: Language) -> str:
    posts, days = anomaly.n, span(anomaly.first, anomaly.last, language)
    value, usual = whole(anomaly.value, language), whole(anomaly.usual, language)
    compared, rests = _compared(anomaly, language), whole(anomaly.baseline_n, language)
    if language == "id":
        which = f"post tanggal {days}" if posts == 1 else f"{whole(posts, language)} post pada {days}"
        return (
            f"{which} mendapat {value} interaksi, padahal biasanya sekitar {usual}{compared}. "
            f"Pembandingnya {rests} post dalam delapan minggu sebelumnya."
        )
    which = f"the post of {days}" if posts == 1 else f"the {whole(posts, language)} posts of {days}"
    return (
        f"{which} got {value} interactions, where about {usual} would have been usual{compared}. "
        f"The usual is that of {rests} posts in the eight weeks before."
    )


def _compared(anomaly: Anomaly, language: Language) -> str:
    """How many times as many, or how much less."""
    times = anomaly.times
    if times is None:
        return ""
    if anomaly.up:
        number = decimal(times, language)
        return f" ({number} kali lipat)" if language == "id" else f" ({number} times as many)"
    less = whole(100 * (1 - times), language)
    return f" (turun {less}%)" if language == "id" else f" ({less}% less)"


def _leading(anomaly: Anomaly, language: Language) -> str:
    most = anomaly.leading_interactions
    if anomaly.n < 2 or not anomaly.up or most is None or most < MOSTLY * anomaly.value:
        return ""
    part = whole(100 * most / anomaly.value, language)
    if language == "id":
        return f" {part}% di antaranya berasal dari satu post."
    return f" {part}% of them came from one post."


def _followers(anomaly: Anomaly, language: Language) -> str:
    days = span(anomaly.first, anomaly.last, language)
    value, usual = whole(abs(anomaly.value), language), signed(anomaly.usual, language)
    part = f" ({decimal(100 * abs(anomaly.value) / anomaly.before, language)}%)" if anomaly.before else ""
    rests = whole(anomaly.baseline_n, language)
    if language == "id":
        did = "kehilangan" if anomaly.value < 0 else "bertambah" if anomaly.up else "hanya bertambah"
        return (
            f"{did} {value} pengikut{part} pada {days}; biasanya {usual} dalam waktu yang sama, "
            f"menurut {rests} hari dalam delapan minggu sebelumnya."
        )
    did = "lost" if anomaly.value < 0 else "gained" if anomaly.up else "gained only"
    return (
        f"{did} {value} followers{part} on {days}; {usual} would have been usual in that time, "
        f"by {rests} days in the eight weeks before."
    )


def _silence(anomaly: Anomaly, language: Language) -> str:
    days, silent = span(anomaly.first, anomaly.last, language), whole(anomaly.value, language)
    longest, posts = whole(anomaly.usual, language), whole(anomaly.baseline_n, language)
    if language == "id":
        return (
            f"tidak ada post selama {silent} hari ({days}); dalam delapan minggu sebelumnya ada {posts} post "
            f"dan jeda terpanjangnya {longest} hari."
        )
    return (
        f"no post for {silent} days ({days}); in the eight weeks before there were {posts} posts, and the "
        f"longest pause between them took {longest} days."
    )

"""A recap written down in Indonesian or English: plain text, short paragraphs, no number but the figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from cicero.analytics.anomaly_words import sentence
from cicero.analytics.recap import ExtremePost, Recap
from cicero.analytics.result import Figure
from cicero.analytics.wording import account, day, decimal, signed, span, whole
from cicero.metrics import Language
from cicero.periods import local_date

RATES = ("typical_engagement_rate",)
UNUSUAL = 3
"""Anomalies that are told; the others are counted."""
RIPE = timedelta(days=3)
"""The age from which a post grows only slowly."""


def say(recap: Recap, language: Language) -> str:
    """The whole text; paragraphs are divided by an empty line."""
    paragraphs = (_title, _posts, _followers, _extremes, _unusual, _unknown)
    return "\n\n".join(text for paragraph in paragraphs if (text := paragraph(recap, language)))


def comparable(recap: Recap) -> bool:
    """Whether there is a compared period, and the accounts were known all through it."""
    compare, since = recap.result.query.compare, recap.result.history_since
    return compare is not None and since is not None and since <= compare.start


def _title(recap: Recap, language: Language) -> str:
    query, names = recap.result.query, recap.anomalies.names
    days = span(query.period.first, query.period.last, language)
    number = whole(len(query.accounts), language)
    if len(query.accounts) == 1:
        who = account(names[query.accounts[0]])
    else:
        who = f"{number} akun" if language == "id" else f"{number} accounts"
    title = f"Rekap {days}, {who}" if language == "id" else f"Recap of {days}, {who}"
    if not comparable(recap) or query.compare is None:
        return title
    against = span(query.compare.first, query.compare.last, language)
    return f"{title}\n{'Dibandingkan dengan' if language == 'id' else 'Compared with'} {against}"


def _posts(recap: Recap, language: Language) -> str:
    posts, interactions = recap.here("posts"), recap.here("interactions")
    count = whole(posts.value or 0, language)
    indonesian = language == "id"
    if not posts.value:
        nothing = "Tidak ada post yang terbit" if indonesian else "No posts were published"
        return f"{nothing}{_change(recap, 'posts', language)}."
    one = "" if posts.value == 1 else "s"
    published = f"Terbit {count} post" if indonesian else f"{count} post{one} published"
    told = [f"{published}{_change(recap, 'posts', language)}."]
    if interactions.value is not None:
        change = _change(recap, "interactions", language)
        total = whole(interactions.value, language)
        told.append(f"{'Interaksi' if indonesian else 'Interactions'}: {total}{change}.")
    told += _typical(recap, language)
    views = recap.here("views")
    if views.value is not None:
        total, of = whole(views.value, language), whole(views.n, language)
        told.append(
            f"Tayangan: {total} dari {of} post yang tayangannya diketahui."
            if indonesian
            else f"Views: {total} on the {of} post{'' if views.n == 1 else 's'} that tell them."
        )
    return " ".join(told)


def _typical(recap: Recap, language: Language) -> Iterator[str]:
    typical, rate = recap.here("typical_interactions"), recap.here("typical_engagement_rate")
    if typical.value is not None:
        value, change = whole(typical.value, language), _change(recap, "typical_interactions", language)
        if language == "id":
            yield f"Post tipikal mendapat {value} interaksi{change}."
        else:
            yield f"The typical post got {value} interactions{change}."
    if rate.value is not None:
        value, change = decimal(rate.value, language, 2), _change(recap, "typical_engagement_rate", language)
        label = "Tingkat interaksi tipikal" if language == "id" else "Typical engagement rate"
        yield f"{label}: {value}%{change}."


def _change(recap: Recap, metric: str, language: Language) -> str:
    """In brackets: what it was, and how it changed; nothing without a comparison that can be made."""
    here, there = recap.here(metric), recap.there(metric)
    if there is None or not comparable(recap):
        return ""
    before = "sebelumnya" if language == "id" else "before"
    if there.value is None or here.value is None:
        return f" ({before} tidak diketahui)" if language == "id" else f" (unknown {before})"
    if here.value == there.value:
        change = "tetap" if language == "id" else "unchanged"
        was = f"{decimal(there.value, language, 2)}%" if metric in RATES else whole(there.value, language)
    elif metric in RATES:
        points = "poin persen" if language == "id" else "percentage points"
        was = f"{decimal(there.value, language, 2)}%"
        change = f"{signed(here.value - there.value, language, 2)} {points}"
    else:
        was = whole(there.value, language)
        change = f"{signed(100 * (here.value / there.value - 1), language, 1)}%" if there.value else ""
    said = f"{before} {was}" if language == "id" else f"{was} {before}"
    return f" ({said}, {change})" if change else f" ({said})"


def _followers(recap: Recap, language: Language) -> str:
    followers, growth = recap.here("followers"), recap.here("follower_growth")
    if followers.value is None:
        return ""
    label = "Pengikut" if language == "id" else "Followers"
    text = f"{label}: {whole(followers.value, language)}{_of_accounts(followers, language)}"
    if growth.value is not None:
        change = signed(growth.value, language) + _of_accounts(growth, language)
        text += f", {change} selama periode ini" if language == "id" else f", {change} in this period"
    return f"{text}."


def _of_accounts(figure: Figure, language: Language) -> str:
    """Said only where some are missing."""
    if figure.n == figure.of:
        return ""
    n, of = whole(figure.n, language), whole(figure.of, language)
    return f" ({n} dari {of} akun)" if language == "id" else f" ({n} of {of} accounts)"


def _extremes(recap: Recap, language: Language) -> str:
    return "\n".join(_extreme(recap, post, language) for post in (recap.best, recap.worst) if post)


def _extreme(recap: Recap, post: ExtremePost, language: Language) -> str:
    published = day(local_date(post.published_at, recap.result.query.period.zone), language)
    who = account(recap.anomalies.names[post.account_id])
    value, usual = whole(post.interactions, language), whole(post.usual, language)
    times, n = decimal(post.times, language), whole(post.usual_n, language)
    link = f"\n{post.url}" if post.url else ""
    if language == "id":
        which = "Post terbaik" if post.best else "Post terlemah"
        return (
            f"{which}: {published}, {who}, {value} interaksi, {times} kali dari yang biasa untuk jenisnya "
            f"({usual}, median {n} post).{link}"
        )
    which = "Best post" if post.best else "Weakest post"
    return (
        f"{which}: {published}, {who}, {value} interactions, {times} times the usual of its kind "
        f"({usual}, median of {n} posts).{link}"
    )


def _unusual(recap: Recap, language: Language) -> str:
    found = recap.anomalies.anomalies
    judged = sum(each.interactions.n for each in recap.anomalies.judged)
    of = sum(each.interactions.of for each in recap.anomalies.judged)
    days = f"{whole(judged, language)} {'dari' if language == 'id' else 'of'} {whole(of, language)}"
    if not found:
        return _nothing_unusual(days, judged, language)
    lines = ["Yang tidak biasa:" if language == "id" else "Unusual:"]
    lines += [f"- {sentence(one, recap.anomalies.names, language)}" for one in found[:UNUSUAL]]
    if rest := len(found) - UNUSUAL:
        more = whole(rest, language)
        if rest > 0:
            lines.append(f"- Dan {more} hal lain." if language == "id" else f"- And {more} more.")
    return "\n".join(lines)


def _nothing_unusual(days: str, judged: int, language: Language) -> str:
    if not judged:
        if language == "id":
            return (
                "Belum bisa dinilai apakah ada yang tidak biasa: data minggu-minggu sebelumnya belum cukup."
            )
        return "Whether anything was unusual cannot be told: too little is known of the weeks before."
    if language == "id":
        return f"Tidak ada yang di luar kebiasaan ({days} hari terbit bisa dinilai)."
    return f"Nothing was out of the usual ({days} days with posts could be judged)."


def _unknown(recap: Recap, language: Language) -> str:
    """What is not known, and why; then how fresh the counts are."""
    said = [*_unknown_interactions(recap, language), *_unknown_time(recap, language)]
    if recap.result.as_of:
        zone = recap.result.query.period.zone
        first, last = (local_date(at, zone) for at in recap.result.as_of)
        fresh = "Angka diambil" if language == "id" else "Counts were read on"
        said.append(f"{fresh} {span(first, last, language)}.")
    return " ".join(said)


def _unknown_interactions(recap: Recap, language: Language) -> Iterator[str]:
    known, rate = recap.here("interactions"), recap.here("typical_engagement_rate")
    if known.n < known.of:
        n, of = whole(known.n, language), whole(known.of, language)
        if language == "id":
            yield (
                f"Interaksi diketahui untuk {n} dari {of} post; suka yang disembunyikan atau tidak diberikan "
                "sumbernya dianggap tidak diketahui, bukan nol."
            )
        else:
            yield (
                f"Interactions are known of {n} of {of} posts; likes that are hidden or that the source does "
                "not tell are unknown, not zero."
            )
    if rate.n < known.n:
        n, of = whole(rate.n, language), whole(known.n, language)
        if language == "id":
            yield f"Jumlah pengikut saat terbit diketahui untuk {n} dari {of} post itu."
        else:
            yield f"Followers at publication are known of {n} of those {of} posts."


def _unknown_time(recap: Recap, language: Language) -> Iterator[str]:
    query, until = recap.result.query, recap.anomalies.known_until
    late = [name for name, at in until.items() if at is None or at < query.period.end]
    if late:
        n, of = whole(len(late), language), whole(len(until), language)
        if language == "id":
            yield f"Post sampai akhir periode belum seluruhnya diketahui ({n} dari {of} akun)."
        else:
            yield f"Posts up to the end of the period are not all known yet ({n} of {of} accounts)."
    if recap.here("posts").value and recap.result.as_of and recap.result.as_of[1] < query.period.end + RIPE:
        if language == "id":
            yield "Angka post beberapa hari terakhir masih akan bertambah."
        else:
            yield "The counts of the last days' posts still grow."
    since = recap.result.history_since
    if query.compare is not None and since is not None and not comparable(recap):
        first = day(local_date(since, query.period.zone), language)
        if language == "id":
            yield f"Tanpa pembanding: riwayat akun ini baru ada sejak {first}."
        else:
            yield f"There is no comparison: what is known begins on {first}."

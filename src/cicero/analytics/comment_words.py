"""A recap of comments in Indonesian or English, to paste into a chat. Every number is the recap's."""

from __future__ import annotations

from collections.abc import Iterator

from cicero.analytics.wording import day, decimal, span, whole
from cicero.comments import CommentRecap, Group
from cicero.metrics import Language

TOLD = 5
"""Commenters and first ones that are named."""

LANGUAGES: dict[Language, dict[str, str]] = {
    "id": {"id": "Indonesia", "en": "Inggris", "jv": "Jawa", "su": "Sunda", "ms": "Melayu"},
    "en": {"id": "Indonesian", "en": "English", "jv": "Javanese", "su": "Sundanese", "ms": "Malay"},
}


def say(recap: CommentRecap, client: str, language: Language) -> str:
    """The whole text; paragraphs are divided by an empty line."""
    days = span(recap.period.first, recap.period.last, language)
    title = f"Rekap komentar {client}, {days}" if language == "id" else f"Comments on {client}, {days}"
    if not recap.totals.received:
        nothing = "Belum ada komentar yang tercatat" if language == "id" else "No comments were recorded"
        return f"{title}\n\n{nothing}."
    paragraphs = (_received, _answers, _sentiment, _people, _days)
    return "\n\n".join((title, *(text for one in paragraphs if (text := " ".join(one(recap, language))))))


def _received(recap: CommentRecap, language: Language) -> Iterator[str]:
    told = recap.totals
    comments, people, posts = (whole(n, language) for n in (told.received, told.commenters, told.posts))
    if language == "id":
        yield f"Masuk {comments} komentar dari {people} orang pada {posts} post."
        if told.by_members:
            yield f"Dari anggota: {whole(told.by_members, language)}."
        if told.deleted:
            yield f"Dihapus atau disembunyikan: {whole(told.deleted, language)}."
        return
    yield (
        f"{comments} comment{_s(told.received)} by {people} "
        f"{'person' if told.commenters == 1 else 'people'} on {posts} post{_s(told.posts)}."
    )
    if told.by_members:
        yield f"By members: {whole(told.by_members, language)}."
    if told.deleted:
        yield f"Deleted or hidden: {whole(told.deleted, language)}."


def _answers(recap: CommentRecap, language: Language) -> Iterator[str]:
    told = recap.totals
    if told.response_rate is None:
        return
    answered, questions = whole(told.answered, language), whole(told.questions, language)
    rate = decimal(100 * told.response_rate, language)
    if language == "id":
        yield f"Dibalas: {answered} dari {questions} ({rate}%)."
    else:
        yield f"Answered: {answered} of {questions} ({rate}%)."
    if told.median_seconds is not None:
        label = "Median waktu balas" if language == "id" else "Median response time"
        yield f"{label}: {duration(told.median_seconds, language)}."


def _sentiment(recap: CommentRecap, language: Language) -> Iterator[str]:
    told = recap.totals
    if not told.rated:
        return
    good, plain, bad = (whole(n, language) for n in (told.positive, told.neutral, told.negative))
    unrated = told.received - told.rated
    if language == "id":
        yield f"Sentimen: {good} positif, {plain} netral, {bad} negatif."
        if unrated:
            yield f"Belum dinilai: {whole(unrated, language)}."
    else:
        yield f"Sentiment: {good} positive, {plain} neutral, {bad} negative."
        if unrated:
            yield f"Not rated: {whole(unrated, language)}."


def _people(recap: CommentRecap, language: Language) -> Iterator[str]:
    indonesian = language == "id"
    if recap.commenters:
        most = ", ".join(f"@{one.name} ({whole(one.comments, language)})" for one in recap.commenters[:TOLD])
        yield f"{'Paling sering berkomentar' if indonesian else 'Most comments'}: {most}."
    if recap.first:
        first = ", ".join(f"@{one.name} ({whole(one.posts, language)})" for one in recap.first[:TOLD])
        yield f"{'Paling sering pertama' if indonesian else 'Most often first'}: {first}."
    spoken = [one for one in recap.languages if one.name is not None][:3]
    if spoken:
        told = ", ".join(f"{_language(one, language)} {whole(one.comments, language)}" for one in spoken)
        yield f"{'Bahasa' if indonesian else 'Languages'}: {told}."


def _days(recap: CommentRecap, language: Language) -> Iterator[str]:
    busiest = max(recap.days, key=lambda one: one.comments, default=None)
    if busiest is None or busiest.day is None or len(recap.days) < 2:
        return
    comments = whole(busiest.comments, language)
    if language == "id":
        yield f"Hari paling ramai: {day(busiest.day, language)} ({comments})."
    else:
        yield f"Busiest day: {day(busiest.day, language)} ({comments})."


def duration(seconds: float, language: Language) -> str:
    """45 minutes, 3.5 hours, 2.0 days."""
    units = (
        (86_400.0, "hari", "days"),
        (3_600.0, "jam", "hours"),
        (60.0, "menit", "minutes"),
    )
    size, indonesian, english = next((one for one in units if seconds >= 2 * one[0]), units[-1])
    number = whole(seconds / size, language) if size == 60.0 else decimal(seconds / size, language)
    return f"{number} {indonesian if language == 'id' else english}"


def _language(group: Group, language: Language) -> str:
    name = group.name or ""
    return LANGUAGES[language].get(name, name)


def _s(number: int) -> str:
    return "" if number == 1 else "s"

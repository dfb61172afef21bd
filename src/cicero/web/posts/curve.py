"""How a post's count went by its age, within what is usual for its account and kind."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from cicero import numbers
from cicero.analytics.ages import count_at
from cicero.analytics.counting import MEASURES, Measure
from cicero.analytics.curves import AGES, LEAST, PostCurve
from cicero.analytics.one_post import Placing
from cicero.analytics.ranks import Ranked
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.web.address import Address
from cicero.web.choices import Choice
from cicero.widgets import Chart, Column, Explained, Fact, Line, Row, Value, Widget


class Standing(Struct, frozen=True, kw_only=True):
    """How the post did: against what was expected of it, and among its account's posts.

    `against` is empty where nothing can be expected.
    """

    against: str
    better: bool | None
    rests_on: str
    place: str
    among: str


def measure_choices(measure: Measure, here: Address, language: Language) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            name=name,
            label=METRICS[name].label[language],
            address=here.with_(measure=None if name == "interactions" else name),
            chosen=name == measure,
        )
        for name in MEASURES
    )


def curve_widget(found: PostCurve, facts: tuple[Fact, ...], language: Language) -> Widget:
    _ = translations(language).gettext
    label = METRICS[found.measure].label[language]
    points = ([point.age for point in found.points], [point.value for point in found.points])
    band = {one.age: one for one in found.band}
    ages = [age for age in AGES if age in band or count_at(points, age) is not None]
    rows = tuple(
        Row(cells=(_age(age, language), _whole(count_at(points, age)), *_band_cells(band.get(age))))
        for age in ages
    )
    return Widget(
        name="curve",
        title=_("%(count)s by age") % {"count": label},
        basis=_("This post, and the middle half of its account's posts of the same kind before it"),
        columns=(
            Column(name="age", label=_("Age")),
            Column(name="post", label=_("This post"), unit="count"),
            Column(name="low", label=_("Usual, lower quarter"), unit="count"),
            Column(name="median", label=_("Usual, middle"), unit="count"),
            Column(name="high", label=_("Usual, upper quarter"), unit="count"),
            Column(name="n", label=_("Known of usual posts"), unit="count", aside=True),
        ),
        rows=rows,
        chart=_chart(found.measure, label, ages, rows, language) if rows else None,
        explained=(_explained(found, label, language),),
        facts=facts,
    )


def standing(ranked: Ranked | None, placing: Placing, zone: str, language: Language) -> Standing:
    """`ranked`: None where the post's count is not known."""
    _ = translations(language).gettext
    against, better = _against(ranked, language)
    place = numbers.UNKNOWN if placing.place is None else numbers.exact(placing.place, language)
    among = _("of %(n)s posts of the account of which this is known, since %(day)s") % {
        "n": numbers.exact(placing.n, language),
        "day": numbers.instant_day(placing.since, zone, language),
    }
    return Standing(
        against=against, better=better, rests_on=_rests_on(ranked, language), place=place, among=among
    )


def _chart(
    measure: Measure, label: str, ages: Sequence[int], rows: Sequence[Row], language: Language
) -> Chart:
    _ = translations(language).gettext
    values = {"low": _column(rows, 2), "high": _column(rows, 4), "post": _column(rows, 1)}
    labels = {"low": _("Usual, lower quarter"), "high": _("Usual, upper quarter"), "post": _("This post")}
    colours = {"low": "before", "high": "before", "post": "own" if measure == "interactions" else measure}
    buckets = tuple(_age(age, language) for age in ages)
    return Chart(
        kind="band",
        label=_("%(count)s of the post by its age, within the usual band. The table has the same figures.")
        % {"count": label},
        buckets=buckets,
        titles=tuple(_("At the age of %(age)s") % {"age": bucket} for bucket in buckets),
        lines=tuple(
            Line(
                name=name, label=labels[name], colour=colours[name], values=values[name], bold=name == "post"
            )
            for name in ("low", "high", "post")
        ),
    )


def _column(rows: Sequence[Row], at: int) -> tuple[float | int | None, ...]:
    return tuple(
        value if isinstance(value, int | float) else None for value in (row.cells[at] for row in rows)
    )


def _band_cells(band: object) -> tuple[Value, ...]:
    if band is None:
        return (None, None, None, None)
    low, median, high, n = (getattr(band, name) for name in ("low", "median", "high", "n"))
    return (_whole(low), _whole(median), _whole(high), n)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _age(hours: int, language: Language) -> str:
    words = translations(language)
    if hours < 48:
        return words.ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours}
    return words.ngettext("%(num)s day", "%(num)s days", hours // 24) % {"num": hours // 24}


def _explained(found: PostCurve, label: str, language: Language) -> Explained:
    _ = translations(language).gettext
    return Explained(
        label=label,
        formula=_(
            "the count at an age, read off the looks around it; the band: middle half of the usual posts"
        ),
        note=_("An age has a band when at least %(least)s of the usual posts are known at it.")
        % {"least": LEAST},
        rests_on=_("%(num)s posts of its kind before it") % {"num": numbers.exact(found.usual, language)},
    )


def _against(ranked: Ranked | None, language: Language) -> tuple[str, bool | None]:
    if ranked is None or ranked.outperformance is None or ranked.expected is None:
        return "", None
    _ = translations(language).gettext
    better = ranked.outperformance >= 1
    said = (
        _("%(times)s times the %(expected)s expected")
        if better
        else _("%(times)s times fewer than the %(expected)s expected")
    )
    told = {
        "times": numbers.by_unit(abs(ranked.outperformance), "times", language),
        "expected": numbers.exact(round(ranked.expected), language),
    }
    return said % told, better


def _rests_on(ranked: Ranked | None, language: Language) -> str:
    _ = translations(language).gettext
    if ranked is None:
        return _("Not known: a part of it is not told")
    said = _("%(n)s of the %(of)s posts of its kind before it are known at this age")
    return said % {"n": numbers.exact(ranked.n, language), "of": numbers.exact(ranked.of, language)}

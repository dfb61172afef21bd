"""Where each account stands among those of its network and follower class that this installation knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from cicero import numbers
from cicero.analytics.benchmark import LEAST_PEERS, LEAST_POSTS, METRICS, Benchmark, Rank, Standing
from cicero.analytics.published import Published
from cicero.language import Language, translations
from cicero.metrics import METRICS as CATALOGUE
from cicero.metrics import Metric
from cicero.records import PLATFORM_NAMES
from cicero.web.compare.compared import Compared
from cicero.web.facts import fetched
from cicero.widgets import Column, Explained, Fact, Row, Value, Widget


class Place(Struct, frozen=True, kw_only=True):
    """`why` there is no percentile, in words; empty where there is one."""

    metric: Metric
    rank: Rank
    why: str


class StandingRow(Struct, frozen=True, kw_only=True):
    """`klass`: its class in words. `others`: how many accounts are in it besides."""

    of: Compared
    klass: str
    others: int
    places: tuple[Place, ...]


class Standings(Struct, frozen=True, kw_only=True):
    """`published`: what others have published about accounts of these networks, in words."""

    widget: Widget
    metrics: tuple[Metric, ...]
    rows: tuple[StandingRow, ...]
    published: tuple[Fact, ...]


def standings(
    found: Benchmark, those: Sequence[Compared], facts: tuple[Fact, ...], language: Language
) -> Standings:
    by_id = {one.account_id: one for one in those}
    rows = tuple(_row(one, by_id[one.account_id], language) for one in found.standings)
    published = tuple(
        _published(one, language)
        for one in dict.fromkeys(one for standing in found.standings for one in standing.published)
    )
    dated = fetched(found.as_of, found.period.zone, language)
    return Standings(
        widget=_widget(rows, (*facts, *published, *dated), language),
        metrics=tuple(CATALOGUE[name] for name in METRICS),
        rows=rows,
        published=published,
    )


def _row(standing: Standing, one: Compared, language: Language) -> StandingRow:
    return StandingRow(
        of=one,
        klass=class_words(standing.above, standing.up_to, language),
        others=max((rank.of for rank in standing.ranks), default=0),
        places=tuple(
            Place(metric=CATALOGUE[rank.metric], rank=rank, why=_why(rank, language))
            for rank in standing.ranks
        ),
    )


def class_words(above: int | None, up_to: int | None, language: Language) -> str:
    _ = translations(language).gettext
    if above is None:
        return _("Followers not known")
    if up_to is None:
        return _("more than %(number)s") % {"number": numbers.exact(above, language)}
    if not above:
        return _("up to %(number)s") % {"number": numbers.exact(up_to, language)}
    return f"{numbers.exact(above, language)} – {numbers.exact(up_to, language)}"


def _why(rank: Rank, language: Language) -> str:
    _ = translations(language).gettext
    if rank.reason is None:
        return ""
    return {
        "followers_unknown": _("Followers not known"),
        "not_known": _("Not known"),
        "too_few_posts": _("Fewer than %(least)s posts known") % {"least": LEAST_POSTS},
        "too_few_peers": _("%(n)s others known, %(least)s needed") % {"n": rank.n, "least": LEAST_PEERS},
    }[rank.reason]


def _published(one: Published, language: Language) -> Fact:
    _ = translations(language).gettext
    by = _("by followers") if one.denominator == "followers" else _("by views")
    statistic = _("median") if one.statistic == "median" else _("average")
    return Fact(
        _("%(network)s, engagement %(by)s") % {"network": PLATFORM_NAMES[one.platform], "by": by},
        f"{numbers.exact(one.value, language)}% ({statistic}; {one.publisher}, {one.title}, {one.year})",
    )


def _widget(rows: Sequence[StandingRow], facts: tuple[Fact, ...], language: Language) -> Widget:
    _ = translations(language).gettext
    return Widget(
        name="benchmark",
        title=_("Among accounts of their size"),
        basis=_(
            "Percentile among the accounts of the same network and follower class known here: 100 is best"
        ),
        columns=(
            Column(name="account", label=_("Account")),
            Column(name="class", label=_("Follower class")),
            *(column for name in METRICS for column in _columns(CATALOGUE[name], language)),
        ),
        rows=tuple(
            Row(
                cells=(row.of.label, row.klass, *(value for place in row.places for value in _cells(place))),
                address=row.of.address,
                chosen=row.of.own,
            )
            for row in rows
        ),
        explained=tuple(_explained(rows, language)),
        facts=facts,
    )


def _columns(metric: Metric, language: Language) -> tuple[Column, ...]:
    _ = translations(language).gettext
    name, label = metric.name, metric.label[language]
    return (
        Column(name=f"{name}_percentile", label=label, unit="percentile"),
        Column(name=name, label=_("%(metric)s: value") % {"metric": label}, unit=metric.unit, aside=True),
        Column(name=f"{name}_others", label=_("%(metric)s: others known") % {"metric": label}, aside=True),
        Column(name=f"{name}_reason", label=_("%(metric)s: why unknown") % {"metric": label}, aside=True),
    )


def _cells(place: Place) -> tuple[Value, ...]:
    return (place.rank.percentile, place.rank.value.value, place.rank.n, place.why or None)


def _explained(rows: Sequence[StandingRow], language: Language) -> Iterable[Explained]:
    _ = translations(language).gettext
    plural = translations(language).ngettext
    percentile = CATALOGUE["benchmark_percentile"]
    said = [plural("%(num)s other", "%(num)s others", row.others) for row in rows]
    yield Explained(
        label=percentile.label[language],
        formula=percentile.formula[language],
        note=_("What others published is shown beside it and not mixed into it."),
        rests_on="; ".join(
            f"{row.of.label} {others % {'num': numbers.exact(row.others, language)}}"
            for row, others in zip(rows, said, strict=True)
        ),
    )
    for name in METRICS:
        yield Explained(label=CATALOGUE[name].label[language], formula=CATALOGUE[name].formula[language])

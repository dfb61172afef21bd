"""From an answer to what the page that compares accounts shows of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from cicero.accounts import Account
from cicero.analytics import Figure, Query, Result, Row
from cicero.analytics.benchmark import Benchmark, Rank, Standing
from cicero.analytics.comparing import Comparison, Overlap, Quartiles, Voice
from cicero.analytics.growth import FollowerGrowth, Growth
from cicero.analytics.head_to_head import CONTESTS, Contest, Day, HeadToHead
from cicero.clients import Client
from cicero.metrics import METRICS
from cicero.periods import Period
from cicero.records import KINDS
from cicero.web.address import Address
from cicero.web.asked import Asked
from cicero.web.compare.compared import GREY, OTHERS, Compared, compared, limited
from cicero.web.compare.days import days
from cicero.web.compare.findings import TABLE, Answers, Duel, Mix, measured, pair_of
from cicero.web.compare.kinds import kinds
from cicero.web.compare.lines import followers, responses
from cicero.web.compare.overlap import overlaps
from cicero.web.compare.spread import place, scale, spread
from cicero.web.compare.standings import class_words, standings
from cicero.web.compare.table import bar, rank, table
from cicero.web.compare.voice import voice

PERIOD = Period(date(2026, 11, 12), date(2026, 11, 14))
LATER = datetime(2026, 11, 30, tzinfo=UTC)
HERE = Address("/clients/kopi/compare", (("period", "28d"),))
KOPI = Client(client_id=1, slug="kopi", name="Kopi", zone="Asia/Jakarta", language="id")
UNKNOWN = Figure(None, 0, 0)


def account(number: int, role: str = "competitor", **more: object) -> Account:
    values = {"platform": "tiktok", "handle": f"akun{number}", "last_seen": LATER, **more}
    return Account(account_id=number, role=role, **values)  # type: ignore[arg-type]


def asked(accounts: list[Account], period: Period = PERIOD) -> Asked:
    query = Query(accounts=tuple(one.account_id for one in accounts), metrics=("posts",), period=period)
    return Asked(watched=accounts, chosen=accounts, query=query, role="all", last_post=None, last_seen=None)


def those_of(*accounts: Account, here: Address = HERE) -> tuple[Compared, ...]:
    return compared(limited(asked(list(accounts))), KOPI, here, lambda _account, _post: "")


TWO = those_of(account(1, "own"), account(2))


def result(names: tuple[str, ...], rows: list[tuple[object, list[Figure]]], **more: object) -> Result:
    query = Query(accounts=(1, 2), metrics=names, period=PERIOD, by="account")
    return Result(
        query=query,
        metrics=tuple(METRICS[name] for name in names),
        totals=Row(None, tuple(rows[0][1])),
        rows=tuple(Row(key, tuple(figures)) for key, figures in rows),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def known(value: float | None, of: int = 5) -> Figure:
    return Figure(value, 0 if value is None else of, of)


def test_each_account_has_one_colour_and_what_is_too_many_is_grey() -> None:
    watched = [account(n, followers=100 - n) for n in range(3, 13)]
    those = those_of(account(1, "own"), account(2, "own"), *watched)
    assert [one.colour for one in those] == ["own", *OTHERS, GREY, GREY, GREY, GREY]
    assert [one.own for one in those] == [True, True, *[False] * 10]


def test_own_ones_come_first_then_the_largest_and_no_more_than_twenty() -> None:
    watched = [account(n, followers=n * 10) for n in range(1, 25)]
    found = limited(asked([*watched, account(50, followers=None), account(99, "own", followers=1)]))
    assert [one.account_id for one in found.chosen] == [99, *range(24, 5, -1)]
    assert found.query.accounts == tuple(one.account_id for one in found.chosen)


def test_one_name_on_two_networks_says_which() -> None:
    those = those_of(
        account(1, "own", handle="kopi"), account(2, handle="kopi", platform="instagram"), account(3)
    )
    assert [one.label for one in those] == ["@kopi · TikTok", "@kopi · Instagram", "@akun3"]


def test_an_account_can_be_left_out_while_two_remain() -> None:
    here = Address("/c", (("role", "all"), ("accounts", "x"), ("pair", "a,b"), ("measure", "views")))
    three = those_of(account(1, "own"), account(2), account(3), here=here)
    assert three[1].without == "/c?measure=views&accounts=tiktok:akun1,tiktok:akun3"
    assert {one.without for one in TWO} == {""}
    assert TWO[0].address == "/clients/kopi?period=28d&accounts=tiktok:akun1"


def test_two_are_chosen_to_be_held_against_each_other() -> None:
    gram = account(2, platform="instagram", followers=900)
    those = those_of(account(1, "own"), account(4, "own"), gram, account(3, followers=10))

    def ids(pair: str) -> tuple[int, ...]:
        return tuple(one.account_id for one in pair_of(those, Address("/c", (("pair", pair),))))

    assert ids("") == (1, 3)
    assert ids("tiktok:akun3,instagram:akun2") == (3, 2)
    assert ids("tiktok:akun3,tiktok:akun3") == (3, 2)
    assert ids("tiktok:nobody,tiktok:akun4") == (4, 3)


@pytest.mark.parametrize(
    ("given", "told"), [("views", "views"), ("likes", "interactions"), ("", "interactions")]
)
def test_an_unknown_measure_is_interactions(given: str, told: str) -> None:
    assert measured(Address("/c", (("measure", given),))) == told


def test_ranks_and_bars_leave_out_what_is_unknown() -> None:
    values = [5, None, 20, 5, -3]
    assert [rank(value, values) for value in values] == [2, None, 1, 2, 4]
    assert [bar(value, values) for value in values] == [25, 0, 100, 25, 0]
    assert bar(-1, [-1, -2]) == 0


def test_the_table_is_in_order_of_a_column_and_tells_no_change_before_history() -> None:
    first, second = [known(2)] * 9, [known(4)] * 9
    answered = result(
        TABLE, [(1, first), (2, second)], compared_rows=(Row(1, tuple(second)), Row(2, tuple(first)))
    )
    before = Period(date(2026, 11, 9), date(2026, 11, 11))
    answered = replace(answered, query=replace(answered.query, compare=before))
    answers = Answers(table=answered, firsts={1: datetime(2020, 1, 1, tzinfo=UTC), 2: LATER})
    shown = table(answers, TWO, HERE, (), "en")
    assert shown is not None
    assert [row.of.account_id for row in shown.rows] == [2, 1]
    posts = TABLE.index("posts")
    changes = [row.cells[posts].change for row in shown.rows]
    assert [(one.text, one.reason) for one in changes if one] == [
        ("", "Known since 30 Nov 2026"),
        ("−50.0%", ""),
    ]
    assert [row.cells[0].change.text for row in shown.rows if row.cells[0].change] == ["+100.0%", "−50.0%"]
    assert table(Answers(), TWO, HERE, (), "en") is None


def comparison(*, voices: tuple[Voice, ...] = (), **more: object) -> Comparison:
    values = {"distribution": (), "overlaps": (), "days": (), "as_of": None, "history_since": None, **more}
    return Comparison(table=result(("posts",), [(1, [known(1)])]), voices=voices, **values)  # type: ignore[arg-type]


def test_a_voice_of_which_nothing_is_known_is_named_as_missing() -> None:
    told = Voice(measure="posts", sum=Figure(8, 2, 2), shares=(known(25), known(75)))
    none = Voice(measure="views", sum=Figure(None, 0, 2), shares=(UNKNOWN, UNKNOWN))
    widget = voice(comparison(voices=(told, none)), TWO, (), "en")
    assert widget.chart is not None
    assert widget.chart.missing == ("Views",)
    assert widget.chart.buckets == ("Posts",)
    assert widget.chart.titles == ("Posts: 8",)
    assert [(line.colour, line.bold, line.values) for line in widget.chart.lines] == [
        ("own", True, (25,)),
        ("other-1", False, (75,)),
    ]
    assert [row.cells for row in widget.rows] == [("@akun1", 25, None), ("@akun2", 75, None)]
    assert widget.explained[0].rests_on == "2 of 2 accounts"
    assert voice(comparison(voices=(none,)), TWO, (), "en").chart is None


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ([3, 40], (2, 5, 10, 20, 50)),
        ([0, 7], (5, 10)),
        ([1], (1, 2)),
        ([0.3, 900], (0.1, 1, 10, 100, 1000)),
        ([10, 10], (10, 20)),
        ([0, 0], ()),
        ([], ()),
    ],
)
def test_a_scale_holds_every_value(values: list[float], marks: tuple[float, ...]) -> None:
    assert scale(values) == pytest.approx(marks)


def test_places_on_the_scale() -> None:
    marks = (1, 10, 100)
    assert [place(value, marks) for value in (0, 1, 10, 100)] == [0, 0, 50, 100]


def quartiles(account_id: int, measure: str, *values: float | None) -> Quartiles:
    least, low, median, high, most = values or (None,) * 5
    return Quartiles(
        account_id=account_id, measure=measure, least=least, low=low, median=median, high=high, most=most,
        n=5 if values else 0, of=6,
    )  # type: ignore[arg-type]  # fmt: skip


def test_posts_are_spread_by_the_first_rate_that_is_known() -> None:
    found = comparison(
        distribution=(
            quartiles(1, "engagement_rate_followers"),
            quartiles(2, "engagement_rate_followers"),
            quartiles(1, "engagement_rate_views", 1, 2, 10, 20, 100),
            quartiles(2, "engagement_rate_views"),
            quartiles(1, "interactions", 7, 7, 7, 7, 7),
            quartiles(2, "interactions"),
        )
    )
    shown = spread(found, TWO, HERE, (), "en")
    assert [choice.name for choice in shown.tools if choice.chosen] == ["engagement_rate_views"]
    assert shown.boxes[0].at == (0, 15.05, 50, 65.05, 100)
    assert shown.boxes[1].at == ()
    assert shown.widget.rows[1].cells == ("@akun2", None, None, None, None, None, 0, 6)
    asked_for = Address("/c", (("rate", "interactions"),))
    assert spread(found, TWO, asked_for, (), "en").widget.rows[0].cells[1:6] == (7, 7, 7, 7, 7)


def test_pairs_with_most_in_common_lead_and_their_tags_filter() -> None:
    tags = Overlap(one=1, other=2, shared=1, either=4, jaccard=0.25, tags=("kopi susu",))
    none = Overlap(one=1, other=3, shared=0, either=4, jaccard=0, tags=())
    most = Overlap(one=2, other=3, shared=3, either=9, jaccard=1 / 3, tags=("fyp",))
    three = those_of(account(1, "own"), account(2), account(3))
    shown = overlaps(comparison(overlaps=(tags, none, most)), three, KOPI, HERE, (), "en")
    assert [(pair.one.account_id, pair.other.account_id) for pair in shown.pairs] == [(2, 3), (1, 2)]
    assert shown.pairs[1].tags[0].address == (
        "/clients/kopi?period=28d&accounts=tiktok:akun1,tiktok:akun2&hashtag=kopi%20susu"
    )
    assert len(shown.widget.rows) == 3
    assert shown.widget.rows[1].cells == ("@akun1", "@akun2", 1, 4, 25, "#kopi susu")


def growth(account_id: int, *days: int | None) -> Growth:
    return Growth(
        account_id=account_id, start=UNKNOWN, end=UNKNOWN, change=UNKNOWN, percent=UNKNOWN, weekly=UNKNOWN,
        days=days, days_known=UNKNOWN, gaps=(),
    )  # fmt: skip


def grown(period: Period, *each: Growth) -> FollowerGrowth:
    return FollowerGrowth(
        period=period, total=growth(0), accounts=each, names={}, as_of=None, history_since=None
    )


def test_followers_as_counts_and_as_growth() -> None:
    found = grown(PERIOD, growth(1, None, 100, 110), growth(2, None, None, None))
    counts = followers(found, TWO, HERE, (), "en")
    chart = counts.widget.chart
    assert chart is not None
    assert [(line.name, line.values) for line in chart.lines] == [("1", (None, 100, 110))]
    assert chart.missing == ("@akun2",)
    assert counts.widget.explained[0].rests_on == "1 of 2 accounts"
    percent = followers(found, TWO, Address("/c", (("grown", "percent"),)), (), "en")
    assert percent.widget.chart is not None
    assert percent.widget.chart.lines[0].values == (None, 0, pytest.approx(10))
    assert percent.widget.columns[1].unit == "percent"
    assert followers(grown(PERIOD, growth(1), growth(2)), TWO, HERE, (), "en").widget.chart is None


def test_a_long_period_tells_the_last_count_of_each_week() -> None:
    period = Period(date(2026, 1, 1), date(2026, 4, 30))
    found = grown(period, growth(1, *range(1000, 1120)), growth(2, *[None] * 120))
    rows = followers(found, TWO, HERE, (), "en").widget.rows
    assert (rows[0].cells[1], rows[1].cells[1], rows[-1].cells[1]) == (1003, 1010, 1119)
    assert rows[0].cells[0] == "1 – 4 Jan 2026"


def by_day(*values: tuple[int | None, int, int]) -> Result:
    """Interactions of the period's days: value, n, of."""
    rows = [
        Row(date(2026, 11, 12 + at), (Figure(of, of, of), Figure(value, n, of), UNKNOWN))
        for at, (value, n, of) in enumerate(values)
    ]
    sums = [sum(one[at] or 0 for one in values) for at in range(3)]
    totals = (
        Figure(sums[2], sums[2], sums[2]),
        Figure(sums[0] if sums[1] else None, sums[1], sums[2]),
        UNKNOWN,
    )
    query = Query(accounts=(1,), metrics=CONTESTS, period=PERIOD, by="day")
    metrics = tuple(METRICS[name] for name in CONTESTS)
    seen = (LATER, LATER)
    return Result(query=query, metrics=metrics, totals=Row(None, totals), rows=tuple(rows), as_of=seen)


def test_an_account_of_which_no_post_tells_has_no_line() -> None:
    told = responses([by_day((9, 1, 1), (0, 0, 0), (4, 1, 2)), by_day((None, 0, 1), (0, 0, 0), (0, 0, 0))],
                     TWO, "interactions", HERE, (), "en")  # fmt: skip
    assert told.widget.chart is not None
    assert [(line.name, line.values) for line in told.widget.chart.lines] == [("1", (9, 0, 4))]
    assert told.widget.chart.missing == ("@akun2",)
    assert told.widget.explained[0].rests_on == "@akun1 2 of 3 posts; @akun2 0 of 1 posts"


def duel(measure: Contest, *outcomes: Day) -> Duel:
    led = {one: sum(day.leader == one for day in outcomes) for one in (1, 2)}
    contest = HeadToHead(measure=measure, days=outcomes, led=led, decided=sum(led.values()), of=3)
    figures = (by_day((9, 1, 1), (0, 0, 0), (4, 1, 2)), by_day((5, 1, 1), (0, 0, 0), (6, 1, 1)))
    return Duel(pair=(TWO[0], TWO[1]), contest=contest, figures=figures)


def test_a_day_of_which_a_post_is_unknown_has_no_sum_and_no_leader() -> None:
    found = duel("interactions", Day("led", 1), Day("silent", None), Day("unknown", None))
    shown = days(found, HERE, (), "en")
    assert [row.cells[1:] for row in shown.widget.rows] == [
        (9, 5, "@akun1"),
        (0, 0, "Nobody published"),
        (None, 6, "Not known"),
    ]
    assert shown.score == (1, 0)
    assert shown.outcomes == (("Nobody published", 1), ("Not known", 1))
    assert shown.widget.chart is not None
    assert shown.widget.chart.kind == "bars"
    assert ("@akun1 led", "1 of 3 days") in [(fact.label, fact.text) for fact in shown.widget.facts]


def test_posts_of_unknown_kind_are_what_is_left() -> None:
    def posts(one: int, other: int) -> Result:
        return result(("posts",), [(1, [known(one)]), (2, [known(other)])])

    counts = {"image": (1, 0), "video": (2, 0)}
    mix = Mix(total=posts(4, 0), kinds={kind: posts(*counts.get(kind, (0, 0))) for kind in KINDS})
    shown = kinds(mix, TWO, KOPI, HERE, (), "en")
    assert shown.kinds == ("image", "video", "")
    assert [(one.kind, one.posts, one.share, bool(one.address)) for one in shown.rows[0].slices] == [
        ("image", 1, 25, True),
        ("video", 2, 50, True),
        ("", 1, 25, False),
    ]
    assert shown.rows[1].slices == ()
    assert shown.widget.rows[1].cells == ("@akun2", 0, None, 0, None, 0, None, 0)
    assert shown.widget.explained[0].rests_on == "3 of 4 posts"


@pytest.mark.parametrize(
    ("above", "up_to", "words"),
    [
        (None, None, "Followers not known"),
        (0, 5000, "up to 5,000"),
        (5000, 10_000, "5,000 – 10,000"),
        (1_000_000, None, "more than 1,000,000"),
    ],
)
def test_classes_in_words(above: int | None, up_to: int | None, words: str) -> None:
    assert class_words(above, up_to, "en") == words


def test_no_percentile_is_told_without_its_reason() -> None:
    ranks = (
        Rank(metric="posting_frequency", value=known(2.0), percentile=72.5, n=14, of=20, reason=None),
        Rank(
            metric="interactions_per_post",
            value=known(9),
            percentile=None,
            n=3,
            of=20,
            reason="too_few_peers",
        ),
    )
    standing = Standing(
        account_id=2, platform="tiktok", followers=7000, above=5000, up_to=10_000, ranks=ranks, published=()
    )
    found = Benchmark(period=PERIOD, standings=(standing,), names={}, as_of=None, history_since=None)
    shown = standings(found, TWO, (), "en")
    assert [(one.rank.percentile, one.why) for one in shown.rows[0].places] == [
        (72.5, ""),
        (None, "3 others known, 10 needed"),
    ]
    assert shown.widget.rows[0].cells[:6] == ("@akun2", "5,000 – 10,000", 72.5, 2.0, 14, None)
    assert shown.widget.explained[0].rests_on == "@akun2 20 others"

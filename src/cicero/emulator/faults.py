"""Everything that can go wrong, by name: what it is, how often it happens, and when it strikes."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Literal

from msgspec import Struct

from cicero.emulator.chance import chances, number_of, unit
from cicero.errors import InputError

Stage = Literal["gateway", "answer", "list", "item", "target", "mix"]
"""`gateway`: the call never reaches the product · `answer`: what comes back is damaged or late ·
`list`: one page is wrong · `item`: that share of the posts (or of the accounts, where it says so), always the
same ones · `target`: one account."""


class Fault(Struct, frozen=True):
    """`transient` ones may succeed when asked again and belong to the mix `failing`."""

    name: str
    stage: Stage
    help: str
    transient: bool = False


_SAID = (
    "wrong-key",
    "wrong-key-403",
    "not-subscribed",
    "disabled",
    "no-endpoint",
    "no-endpoint-quotes",
    "rate-second",
    "quota",
    "quota-daily",
    "502",
    "504",
)
"""What the gateway says with JSON and, as a fault of its own, without; `rate-text` is part of the mix."""

_ALL = (
    Fault("failing", "mix", "Any of the transient faults, evenly."),
    Fault("wrong-key", "gateway", "401, the gateway does not know the key."),
    Fault("wrong-key-403", "gateway", "The same as 403."),
    Fault("not-subscribed", "gateway", "403, the key has no subscription to this API."),
    Fault("disabled", "gateway", "401, the endpoint is not part of the plan."),
    Fault("no-endpoint", "gateway", "404, the gateway knows no such endpoint."),
    Fault("no-endpoint-quotes", "gateway", "The same with double quotes around the path."),
    Fault("rate", "gateway", "429 `Too many requests`.", transient=True),
    Fault("rate-second", "gateway", "429, the plan's calls per second are exceeded.", transient=True),
    Fault("rate-text", "gateway", "429 as plain text instead of JSON.", transient=True),
    Fault("empty-429", "gateway", "429 with nothing in it.", transient=True),
    Fault("quota", "gateway", "429, the MONTHLY quota is used up."),
    Fault("quota-daily", "gateway", "429, the DAILY quota is used up."),
    Fault("expired-token", "gateway", "401 from the product: its own access has run out."),
    Fault("500", "gateway", "500 from the product.", transient=True),
    Fault("502", "gateway", "502 from the gateway, with JSON.", transient=True),
    Fault("503", "gateway", "503 from the product, as HTML.", transient=True),
    Fault("504", "gateway", "504 from the gateway: timed out.", transient=True),
    Fault("html", "gateway", "200 with a page of HTML instead of JSON."),
    Fault("204", "gateway", "204 with nothing in it.", transient=True),
    *(Fault(f"{name}-text", "gateway", f"`{name}` as plain text instead of JSON.") for name in _SAID),
    Fault("timeout", "answer", "The answer comes long after everybody has gone.", transient=True),
    Fault("slow", "answer", "The answer takes two seconds."),
    Fault("cut-body", "answer", "The answer breaks off in the middle.", transient=True),
    Fault(
        "repeated-page",
        "list",
        "A later page repeats the first and is its own next.",
        transient=True,
    ),
    Fault("absent-list", "list", "A page without its list, though it says there is more.", transient=True),
    Fault("empty-list", "list", "A page without its list that looks like the end."),
    Fault("null-token", "list", "Instagram: `pagination_token` is null although there is more."),
    Fault("missing-token", "list", "Instagram: no `pagination_token` at all although there is more."),
    Fault("overlap", "list", "Instagram: a page of comments begins with the end of the one before."),
    Fault("hidden-likes", "item", "Instagram: likes hidden as 3 with the flag."),
    Fault("hidden-likes-bare", "item", "Instagram: likes hidden as 3, the flag's key missing."),
    Fault("hidden-likes-minus", "item", "Instagram: likes hidden as -1."),
    Fault("null-caption", "item", "Instagram: no caption."),
    Fault("null-metrics", "item", "Instagram: a post's detail with nulls for metrics."),
    Fault("video-first", "item", "Instagram: an album begins with a video; a share of the albums."),
    Fault("collab", "item", "Instagram: a post has a co-author and stands in the lists of both."),
    Fault("reel-in-both", "item", "Instagram: a picture is a reel, in `/v1/posts` and `/v1/reels`."),
    Fault("short-likes", "item", "Instagram: half of the likers that would be listed; `total` stays."),
    Fault("pinned-first", "item", "Up to three of the oldest posts are pinned first; a share of accounts."),
    Fault("absent-counts", "item", "Counters' keys are missing."),
    Fault("no-stats-v2", "item", "TikTok: only the rounded `stats`."),
    Fault("string-collect", "item", "TikTok: `collectCount` as text."),
    Fault("no-user-stats-v2", "item", "TikTok: only the rounded `stats` of accounts; a share of accounts."),
    Fault("rounded-stats", "item", "TikTok: `stats` of posts and accounts rounded to two digits."),
    Fault("photo-post", "item", "TikTok: a video is a photo post."),
    Fault("null-comments", "item", "TikTok: `comments` of a post are null, whatever `total` says."),
    Fault("total-over-rows", "item", "TikTok: `total` of comments is above comments and replies together."),
    Fault("private", "target", "private:HANDLE, the account turns private."),
    Fault("gone", "target", "gone:HANDLE, there is no such account any more."),
    Fault("renamed", "target", "renamed:OLD=NEW, the account answers to another name."),
)
FAULTS: Mapping[str, Fault] = {fault.name: fault for fault in _ALL}
TRANSIENT = tuple(fault for fault in _ALL if fault.transient)


class Scene(Struct, frozen=True, kw_only=True):
    """What goes wrong in one call: `struck` names the faults of this call, `rates` those of items."""

    struck: frozenset[str] = frozenset()
    rates: Mapping[str, float] = {}
    private: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = {}

    def hits(self, name: str, seed: int) -> bool:
        """Whether that fault of items hits the post of that seed: the same posts each time."""
        rate = self.rates.get(name, 0.0)
        return rate > 0 and unit(seed, number_of(name)) < rate


class Faults:
    """What is switched on and how often, and the row of chances that decides when."""

    def __init__(self, seed: int = 0, rates: Mapping[str, float] | None = None) -> None:
        self._chance: Random = chances(seed, "faults")
        self.rates: dict[str, float] = {}
        self.set(rates or {})

    def set(self, rates: Mapping[str, float]) -> None:
        """Switch these on, everything else off; InputError for an unknown name or a rate outside 0 to 1."""
        for name, rate in rates.items():
            check(name, rate)
        self.rates = dict(rates)

    def draw(self, *, later_page: bool, listing: bool) -> Scene:
        """What happens to the next call. At most one fault of the mix, and only one that can strike there."""
        struck = {name for name, rate in self.rates.items() if name in FAULTS and self._strikes(name, rate)}
        if "failing" in struck:
            fitting = [fault.name for fault in TRANSIENT if _fits(fault.name, later_page, listing)]
            struck.add(self._chance.choice(fitting))
        return Scene(
            struck=frozenset(name for name in struck if _fits(name, later_page, listing)),
            rates=self.rates,
            private=self._targets("private"),
            gone=self._targets("gone"),
            renamed=dict(pair.split("=", 1) for pair in self._targets("renamed")),
        )

    def _strikes(self, name: str, rate: float) -> bool:
        return FAULTS[name].stage != "item" and self._chance.random() < rate

    def _targets(self, kind: str) -> frozenset[str]:
        pairs = (name.partition(":") for name, rate in self.rates.items() if rate > 0)
        return frozenset(target for name, _, target in pairs if name == kind and target)


def check(name: str, rate: float) -> None:
    """InputError where there is no such fault or no such rate."""
    kind, colon, target = name.partition(":")
    fault = FAULTS.get(kind)
    if fault is None:
        raise InputError(f"There is no fault named {name!r}.", f"There are {', '.join(FAULTS)}.")
    if (fault.stage == "target") != bool(colon and target) or (kind == "renamed" and "=" not in target):
        raise InputError(f"The fault {name!r} is not complete.", f"{kind}: {fault.help}")
    if not 0 <= rate <= 1:
        raise InputError(f"The rate of {name} is {rate}.", "Give a share of the calls, from 0 to 1.")


def read_fault(text: str) -> tuple[str, float]:
    """`NAME` or `NAME=RATE`, with the rate 1 where none is given; InputError for anything else."""
    name, equals, rate = text.rpartition("=")
    try:
        chosen = (name, float(rate)) if equals else (text, 1.0)
    except ValueError:
        chosen = (text, 1.0)
    check(*chosen)
    return chosen


def _fits(name: str, later_page: bool, listing: bool) -> bool:
    """A list's fault needs a list, and a page can be repeated only after another."""
    if name == "repeated-page":
        return later_page
    return listing or FAULTS[name].stage != "list"

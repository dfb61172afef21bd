"""What can be chosen above the figures: period, comparison, platform, role, accounts; and what was chosen."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from cicero import numbers
from cicero.accounts import Account
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.periods import PRESETS, Period, compared, local_date, preset
from cicero.records import PLATFORM_NAMES, PLATFORMS, Range
from cicero.web.address import Address
from cicero.web.asked import Asked

KEYS = {"today": "d", "7d": "w", "28d": "m", "365d": "y"}
ROLES = ("own", "competitor", "all")
COMPARISONS = ("previous", "weekdays", "year", "none")


class Choice(Struct, frozen=True, kw_only=True):
    """`detail` are the days that it means; `key` presses it."""

    name: str
    label: str
    address: str
    chosen: bool
    detail: str = ""
    key: str = ""


class AccountChoice(Struct, frozen=True, kw_only=True):
    account: Account
    name: str
    chosen: bool


class Choices(Struct, frozen=True, kw_only=True):
    """`platforms` and `roles` are empty where there is nothing to choose between, `comparisons` where a page
    compares nothing.
    """

    presets: tuple[Choice, ...]
    comparisons: tuple[Choice, ...]
    platforms: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    accounts: tuple[AccountChoice, ...]
    chips: tuple[Choice, ...]
    jump: Choice | None


def choices(asked: Asked, here: Address, language: Language) -> Choices:
    return Choices(
        presets=_presets(asked.query.period, here, language),
        comparisons=_comparisons(asked, here, language),
        platforms=_platforms(asked.watched, here, language),
        roles=_roles(asked, here, language),
        accounts=_accounts(asked, here),
        chips=_chips(asked, here, language),
        jump=_jump(asked, here, language),
    )


def preset_names(language: Language) -> dict[str, str]:
    _ = translations(language).gettext
    return {
        "today": _("Today"),
        "7d": _("7 days"),
        "28d": _("28 days"),
        "90d": _("90 days"),
        "365d": _("365 days"),
        "month": _("This month"),
        "last-month": _("Last month"),
    }


def _presets(period: Period, here: Address, language: Language) -> tuple[Choice, ...]:
    names, chosen = preset_names(language), "" if here["from"] else here["period"] or "28d"
    return tuple(
        Choice(
            name=name,
            label=names[name],
            address=here.with_(from_=None, to=None, period=name),
            chosen=name == chosen,
            detail=_words(preset(name, period.zone), language),
            key=KEYS.get(name, ""),
        )
        for name in PRESETS
    )


def _comparisons(asked: Asked, here: Address, language: Language) -> tuple[Choice, ...]:
    _ = translations(language).gettext
    labels = {
        "previous": _("The period before"),
        "weekdays": _("Matching weekdays before"),
        "year": _("A year before"),
        "none": _("No comparison"),
    }
    chosen = here["compare"] or "previous"
    made = []
    for name in COMPARISONS:
        other = compared(asked.query.period, name)  # type: ignore[arg-type]
        made.append(
            Choice(
                name=name,
                label=labels[name],
                address=here.with_(compare=name),
                chosen=name == chosen,
                detail=_words(other, language) if other else "",
            )
        )
    return tuple(made)


def _platforms(watched: list[Account], here: Address, language: Language) -> tuple[Choice, ...]:
    present = [name for name in PLATFORMS if any(account.platform == name for account in watched)]
    if len(present) < 2:
        return ()
    both = Choice(
        name="",
        label=translations(language).gettext("Both"),
        address=here.without("platform"),
        chosen=not here["platform"],
    )
    single = (
        Choice(
            name=name,
            label=PLATFORM_NAMES[name],
            address=here.with_(platform=name),
            chosen=here["platform"] == name,
        )
        for name in present
    )
    return (both, *single)


def _roles(asked: Asked, here: Address, language: Language) -> tuple[Choice, ...]:
    _ = translations(language).gettext
    if len({account.role for account in asked.watched}) < 2:
        return ()
    labels = {"own": _("Own"), "competitor": _("Competitors"), "all": _("All")}
    chosen = "" if here["accounts"] else asked.role
    return tuple(
        Choice(
            name=name,
            label=labels[name],
            address=Address(here.path, here.kept("accounts")).with_(role=name),
            chosen=name == chosen,
        )
        for name in ROLES
    )


def _accounts(asked: Asked, here: Address) -> tuple[AccountChoice, ...]:
    chosen = {account.account_id for account in asked.chosen} if here["accounts"] else set()
    return tuple(
        AccountChoice(account=one, name=name_of(one), chosen=one.account_id in chosen)
        for one in asked.watched
    )


def name_of(account: Account) -> str:
    """How an address names the account: by handle where there is one, else by its id here."""
    return f"{account.platform}:{account.handle}" if account.handle else str(account.account_id)


def _chips(asked: Asked, here: Address, language: Language) -> tuple[Choice, ...]:
    """What narrows the page, each with the address that takes it back."""
    _ = translations(language).gettext
    chips: list[tuple[str, tuple[str, ...]]] = []
    if here["accounts"]:
        names = ", ".join(account.label for account in asked.chosen[:3])
        more = len(asked.chosen) - 3
        chips.append((names + (f" +{more}" if more > 0 else ""), ("accounts",)))
    chips += [(kind_name(kind, language), ("kind",)) for kind in asked.query.filters.kinds]
    filters = asked.query.filters
    if tag := filters.hashtag:
        chips.append((f"#{tag}", ("hashtag",)))
    if name := filters.mention:
        chips.append((f"@{name}", ("mention",)))
    if filters.text:
        chips.append((f"“{filters.text}”", ("text",)))
    if filters.counts:
        chips.append((", ".join(_range(one, language) for one in filters.counts), ("counts",)))
    weekday, hour = filters.weekday, filters.hour
    if weekday is not None or hour is not None:
        day = numbers.weekday_name(weekday, language, "wide") if weekday else _("Every day")
        chips.append((day if hour is None else f"{day} {hour:02d}:00–{hour + 1:02d}:00", ("weekday", "hour")))
    return tuple(
        Choice(name=taken[0], label=label, address=here.without(*taken), chosen=True)
        for label, taken in chips
    )


def _range(one: Range, language: Language) -> str:
    """Likes ≥ 100."""
    bounds = (("≥", one.least), ("≤", one.most))
    said = " ".join(f"{sign} {numbers.exact(bound, language)}" for sign, bound in bounds if bound is not None)
    return f"{METRICS[one.count].label[language]} {said}"


def kind_name(kind: str, language: Language) -> str:
    _ = translations(language).gettext
    names = {
        "image": _("Image"),
        "carousel": _("Carousel"),
        "video": _("Video"),
        "photos": _("Photo series"),
    }
    return names.get(kind) or _("Kind not known")


def _jump(asked: Asked, here: Address, language: Language) -> Choice | None:
    """The way to the days that have posts, where the newest one is older than the period."""
    period = asked.query.period
    if asked.last_post is None:
        return None
    last = local_date(asked.last_post, period.zone)
    if last >= period.first:
        return None
    there = Period(last - timedelta(days=period.days - 1), last, period.zone)
    address = here.with_(period=None, from_=there.first.isoformat(), to=there.last.isoformat())
    return Choice(
        name="jump",
        label=_words(there, language),
        address=address,
        chosen=False,
        detail=numbers.day(last, language, period.last),
    )


def _words(period: Period, language: Language) -> str:
    return numbers.span(period.first, period.last, language)

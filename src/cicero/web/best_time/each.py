"""The best time of each platform, kind and account by itself."""

from __future__ import annotations

from cicero.language import Language, translations
from cicero.records import PLATFORM_NAMES
from cicero.web.address import Address
from cicero.web.best_time.findings import Narrowed
from cicero.web.best_time.week import INDEX, ranked
from cicero.web.best_time.wording import when
from cicero.web.choices import kind_name
from cicero.widgets import Column, Explained, Fact, Row, Widget


def each(parts: tuple[Narrowed, ...], here: Address, facts: tuple[Fact, ...], language: Language) -> Widget:
    """Where nothing stands out, the highest hour of the day, told to lie within chance."""
    _ = translations(language).gettext
    return Widget(
        name="each",
        title=_("Each by itself"),
        basis=_("The strongest time of each platform, kind and account"),
        columns=(
            Column(name="of", label=_("Posts of")),
            Column(name="by", label=_("Group")),
            Column(name="when", label=_("Best time")),
            Column(name="index", label=INDEX.label[language], unit="times"),
            Column(name="low", label=_("At least"), unit="times"),
            Column(name="stands_out", label=_("Stands out")),
            Column(name="posts", label=_("Posts then"), unit="count"),
            Column(name="of_posts", label=_("Posts judged"), unit="count"),
        ),
        rows=tuple(_row(one, here, language) for one in parts),
        explained=(Explained(label=INDEX.label[language], formula=INDEX.formula[language]),),
        facts=facts,
    )


def _row(one: Narrowed, here: Address, language: Language) -> Row:
    _ = translations(language).gettext
    names = {"platform": _("Platform"), "kind": _("Kind"), "accounts": _("Account")}
    label = one.label
    if one.by == "platform":
        label = dict(PLATFORM_NAMES)[one.label]  # type: ignore[index]
    elif one.by == "kind":
        label = kind_name(one.label, language)
    best = next(iter((*one.found.recommended, *ranked(one.found.hours))), None)
    chosen = one.key in here[one.by].split(",")
    return Row(
        cells=(
            label,
            names[one.by],
            when(best, language) if best else _("too few to be judged"),
            best.index.value if best else None,
            best.low if best else None,
            "" if best is None else _("yes") if best.recommended else _("within chance"),
            best.index.n if best else None,
            one.found.whole.n,
        ),
        address=here.without(one.by) if chosen else here.with_(**{one.by: one.key}),
        chosen=chosen,
    )

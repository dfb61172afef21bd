"""From a template and its typed context to an answer."""

from __future__ import annotations

from functools import cache, partial

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Response
from markupsafe import Markup
from msgspec import Struct, to_builtins

from cicero import numbers
from cicero.language import Language, translations
from cicero.web.assets_route import asset
from cicero.web.sentences import said
from cicero.widgets import FORMATS, Chart
from cicero.widgets.text import shown_value

FILTERS = (
    "exact", "compact", "percent", "by_unit", "signed", "day", "span", "instant", "instant_day", "ago",
    "ahead",
)  # fmt: skip
HEADERS = {"cache-control": "no-store", "vary": "Cookie, Accept-Language"}


def render(template: str, page: Struct, language: Language, status: int = 200) -> Response[bytes]:
    """The page: every field of the context Struct is a name in its template."""
    fields = {name: getattr(page, name) for name in page.__struct_fields__}
    text = environment(language).get_template(template).render(fields)
    return Response(text.encode(), status_code=status, media_type="text/html", headers=HEADERS)


@cache
def environment(language: Language) -> Environment:
    made = Environment(
        loader=PackageLoader("cicero.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    words = translations(language)
    made.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(asset=asset, icon=icon, language=language, formats=FORMATS)
    for name in FILTERS:
        made.filters[name] = partial(getattr(numbers, name), language=language)
    made.filters["said"] = partial(said, language)
    made.filters["shown"] = partial(shown_value, language=language)
    made.filters["drawn"] = partial(drawn, language)
    return made


def drawn(language: Language, chart: Chart) -> Markup:
    """The chart for the script that draws it; safe between script tags: nothing in it can end them."""
    text = msgspec.json.encode({"language": language, **to_builtins(chart)}).decode()
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704


@cache
def icon(name: str) -> Markup:
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        asset("icons.svg"), name
    )

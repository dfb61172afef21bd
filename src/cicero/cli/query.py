"""`cicero query`: the figures of the dashboard on the command line, as table, JSON or CSV."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.console import Console
from rich.table import Table

from cicero import analytics, clients, db
from cicero.analytics import Figure, Result, asking
from cicero.cli.printing import console
from cicero.config import settings

Format = Literal["table", "json", "csv"]


def query(
    *,
    client: Annotated[str, Parameter(help="Short name of the client.")],
    metrics: Annotated[str, Parameter(help=asking.PARAMETERS["metrics"])],
    period: Annotated[str, Parameter(help=asking.PARAMETERS["period"])] = "",
    from_: Annotated[str, Parameter(name="--from", help=asking.PARAMETERS["from"])] = "",
    to: Annotated[str, Parameter(help=asking.PARAMETERS["to"])] = "",
    basis: Annotated[str, Parameter(help=asking.PARAMETERS["basis"])] = "",
    compare: Annotated[str, Parameter(help=asking.PARAMETERS["compare"])] = "",
    compare_from: Annotated[str, Parameter(help=asking.PARAMETERS["compare_from"])] = "",
    compare_to: Annotated[str, Parameter(help=asking.PARAMETERS["compare_to"])] = "",
    by: Annotated[str, Parameter(help=asking.PARAMETERS["by"])] = "",
    accounts: Annotated[str, Parameter(help=asking.PARAMETERS["accounts"])] = "",
    platform: Annotated[str, Parameter(help=asking.PARAMETERS["platform"])] = "",
    role: Annotated[str, Parameter(help=asking.PARAMETERS["role"])] = "",
    kind: Annotated[str, Parameter(help=asking.PARAMETERS["kind"])] = "",
    hashtag: Annotated[str, Parameter(help=asking.PARAMETERS["hashtag"])] = "",
    mention: Annotated[str, Parameter(help=asking.PARAMETERS["mention"])] = "",
    text: Annotated[str, Parameter(help=asking.PARAMETERS["text"])] = "",
    counts: Annotated[str, Parameter(help=asking.PARAMETERS["counts"])] = "",
    weekday: Annotated[str, Parameter(help=asking.PARAMETERS["weekday"])] = "",
    hour: Annotated[str, Parameter(help=asking.PARAMETERS["hour"])] = "",
    format: Annotated[Format, Parameter(help="How to print the answer.")] = "table",
) -> int:
    """Ask for figures of a client's accounts; without --by the totals, with how many posts each rests on."""
    asked = {
        "metrics": metrics, "period": period, "from": from_, "to": to, "basis": basis, "compare": compare,
        "compare_from": compare_from, "compare_to": compare_to, "by": by, "accounts": accounts,
        "platform": platform, "role": role, "kind": kind, "hashtag": hashtag, "mention": mention,
        "text": text, "counts": counts, "weekday": weekday, "hour": hour,
    }  # fmt: skip
    result = asyncio.run(_ask(client, asked))
    if format == "json":
        print(json.dumps(analytics.as_json(result), ensure_ascii=False, indent=2))
    elif format == "csv":
        print(analytics.as_csv(result), end="")
    else:
        _print(console(), result)
    return 0


async def _ask(slug: str, text: dict[str, str]) -> Result:
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            client = await clients.on_this_machine(connection, slug)
            return await analytics.run(connection, await asking.ask(connection, client, text))


def _print(on: Console, result: Result) -> None:
    on.print(_grouped(result) if result.query.by else _totals(result))
    period = result.query.period
    on.print(f"[dim]{period.first} to {period.last}, {period.zone}. {_freshness(result)}[/dim]")


def _totals(result: Result) -> Table:
    table = Table("metric", "formula")
    for heading in ("value", "n", "of", "confidence", *(("before",) if result.compared_totals else ())):
        table.add_column(heading, justify="right")
    before = result.compared_totals.figures if result.compared_totals else ()
    for position, (metric, figure) in enumerate(zip(result.metrics, result.totals.figures, strict=True)):
        compared = (_number(before[position]),) if before else ()
        level = analytics.confidence(metric, figure)
        cells = (_number(figure), f"{figure.n:,}", f"{figure.of:,}", level, *compared)
        table.add_row(metric.name, metric.formula_on(result.query.basis)["en"], *cells)
    return table


def _grouped(result: Result) -> Table:
    table = Table(*analytics.key_names(result.query))
    for metric in result.metrics:
        table.add_column(metric.name, justify="right")
        table.add_column("n of", justify="right", style="dim")
    for row in result.rows:
        figures = [
            cell for figure in row.figures for cell in (_number(figure), f"{figure.n:,} of {figure.of:,}")
        ]
        table.add_row(*analytics.key_cells(result, row.key), *figures)
    return table


def _number(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    return f"{figure.value:,.2f}" if isinstance(figure.value, float) else f"{figure.value:,}"


def _freshness(result: Result) -> str:
    if result.as_of is None:
        return "There are no posts."
    oldest, newest = (f"{instant:%Y-%m-%d %H:%M} UTC" for instant in result.as_of)
    told = f"Counts as of {newest}" + ("." if oldest == newest else f", the oldest {oldest}.")
    if result.follower_gap is None:
        return told
    hours = result.follower_gap.total_seconds() / 3600
    return f"{told} The longest time without a follower sample: {hours:.0f} h."

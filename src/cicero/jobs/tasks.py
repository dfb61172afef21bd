"""The tasks: each calls one function of a room below. Running one twice does no harm."""

from __future__ import annotations

from typing import cast

from procrastinate import Blueprint, JobContext

from cicero import analytics, auth, comments, ingest, mail
from cicero.ingest import Caller
from cicero.jobs.queue import handed_over

FIRST = 10
"""Priority of what is done for all accounts: it would else wait behind the jobs of every single one."""

KEEP_FAILED = 7 * 24
"""Hours for which the queue remembers a job that failed or was broken off."""

tasks = Blueprint()


@tasks.task(name="collect", queue="collect", pass_context=True)
async def collect(context: JobContext, account_id: int) -> None:
    visited = await ingest.collect(_caller(context), account_id)
    if visited.looked:
        await hand_over_one(context, "keep_pictures", account_id)


@tasks.task(name="backfill", queue="backfill", pass_context=True)
async def backfill(context: JobContext, account_id: int) -> None:
    more = await ingest.backfill(_caller(context), account_id)
    if more:
        await hand_over_one(context, "backfill", account_id)
    await hand_over_one(context, "keep_pictures", account_id)


@tasks.task(name="keep_pictures", queue="pictures", pass_context=True)
async def keep_pictures(context: JobContext, account_id: int) -> None:
    await ingest.keep_pictures(_caller(context), account_id)


@tasks.task(name="send_mails", queue="mail", priority=FIRST, queueing_lock="send_mails", pass_context=True)
async def send_mails(context: JobContext) -> None:
    caller = _caller(context)
    await mail.deliver(caller.pool, caller.settings)


@tasks.periodic(cron="7 * * * *")
@tasks.task(name="balance", queue="care", priority=FIRST, queueing_lock="balance", pass_context=True)
async def balance(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - every periodic task gets it
    await ingest.balance(_caller(context))


@tasks.periodic(cron="23 * * * *")
@tasks.task(name="sample", queue="care", priority=FIRST, queueing_lock="sample", pass_context=True)
async def sample(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    await ingest.sample(_caller(context))


@tasks.periodic(cron="41 3 * * *")
@tasks.task(name="forget", queue="care", priority=FIRST, queueing_lock="forget", pass_context=True)
async def forget(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    caller = _caller(context)
    await ingest.forget(caller)
    async with caller.pool.connection() as connection:
        await auth.sweep(connection)
        await mail.forget_mails(connection)
        await comments.forget_old(connection, caller.settings.comment_days, caller.clock())
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEEP_FAILED, include_failed=True, include_aborted=True
    )


@tasks.periodic(cron="*/10 * * * *")
@tasks.task(name="sweep", queue="care", priority=FIRST, queueing_lock="sweep", pass_context=True)
async def sweep(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    async with _caller(context).pool.connection() as connection:
        await analytics.sweep(connection)


def _caller(context: JobContext) -> Caller:
    return cast("Caller", context.additional_context["caller"])


async def hand_over_one(context: JobContext, name: str, account_id: int) -> None:
    await handed_over(context.app, name, [account_id])

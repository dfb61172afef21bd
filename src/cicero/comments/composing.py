"""Which comments, as SQL: put together here alone, from these parts, and only of what is asked for.

Five ways to the newest comments that fit, all with the same conditions:

- by account: each gives at most a page by its index.
- each and recent: the newest comments are walked through, of each account or of all together, no more than
  WALKED of them: what is there often, or said often, is found there.
- by text: what is said seldom, by the index of words; of frequent words this would read them all. An operator
  of text may not look at rows before row-level security does, so that the index takes a function of its own.
- whole: whatever else is seldom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, LiteralString

from msgspec import Struct

from cicero.comments.asked import UNRATED, Asked
from cicero.db import as_array

Way = Literal["accounts", "each", "recent", "text", "whole"]
WALKED = 20_000

STATE = "work_state(k.state, k.state_at, c.answered_at, c.answer_seen_at)"
SENTIMENT = "coalesce(k.sentiment, c.sentiment)"
LANGUAGE = "coalesce(k.language, c.rated_language, c.language)"

# Most comments were touched by nobody; those that must have been are found among what was.
WORK: LiteralString = """join comment_work k
    on k.client_id = w.client_id and k.account_id = c.account_id and k.post_id = c.post_id
    and k.comment_id = c.comment_id"""
BY_HAND = {"seen", "flagged"}

ONCE: LiteralString = """not exists (
    select from post p
    where p.account_id = c.account_id and p.post_id = c.post_id and p.also_under && (
          select array_agg(b.account_id) from watched b where b.client_id = w.client_id
      )
)"""

MEMBER: LiteralString = """exists (
    select from roster_member m join account a on a.account_id = c.account_id
    where m.client_id = w.client_id
      and c.author_handle = case a.platform when 'instagram' then m.instagram else m.tiktok end
)"""

WATCHED: LiteralString = """
with watched as materialized (
    select client_id, account_id
    from unnest(%(clients)s::bigint[], %(accounts)s::bigint[]) as w (client_id, account_id)
)"""

FOUND: dict[Way, LiteralString] = {
    "accounts": """
select w.client_id, c.account_id, c.post_id, c.comment_id, c.created_at
from watched w
cross join lateral (
    select c.account_id, c.post_id, c.comment_id, c.created_at
    from comment c {work}
    where c.account_id = w.account_id and {conditions}
    order by c.created_at desc, c.post_id desc, c.comment_id desc
    limit %(limit)s
) c""",
    "recent": """
select w.client_id, c.account_id, c.post_id, c.comment_id, c.created_at
from (
    select * from comment
    where created_at >= %(start)s and created_at < %(end)s
      and created_at <= coalesce(%(at)s::timestamptz, 'infinity')
      and account_id = any(%(accounts)s::bigint[])
    order by created_at desc
    limit %(walked)s
) c
join watched w on w.account_id = c.account_id {work}
where {conditions}""",
    "text": """
select w.client_id, c.account_id, c.post_id, c.comment_id, c.created_at
from comments_saying(%(accounts)s::bigint[], %(saying)s, %(start)s, %(end)s) c
join watched w on w.account_id = c.account_id {work}
where {conditions}""",
    "whole": """
select w.client_id, c.account_id, c.post_id, c.comment_id, c.created_at
from comment c
join watched w on w.account_id = c.account_id {work}
where {conditions}""",
}  # fmt: skip

FOUND["each"] = FOUND["accounts"]
NEWEST: LiteralString = """c.created_at > coalesce((
    select max(oldest.created_at)
    from watched x
    cross join lateral (
        select r.created_at
        from comment r
        where r.account_id = x.account_id and r.created_at >= %(start)s and r.created_at < %(end)s
          and r.created_at <= coalesce(%(at)s::timestamptz, 'infinity')
        order by r.created_at desc
        offset %(each)s limit 1
    ) oldest
), '-infinity')"""

PLACE: LiteralString = """(c.created_at, w.client_id, c.account_id, c.post_id, c.comment_id)
    {sign} (%(at)s::timestamptz, %(at_client)s, %(at_account)s, %(at_post)s, %(at_comment)s)"""
ORDER: LiteralString = (
    "c.created_at desc, w.client_id desc, c.account_id desc, c.post_id desc, c.comment_id desc"
)


class Place(Struct, frozen=True):
    """Where a page begins: after this comment of the stream."""

    created_at: datetime
    client_id: int
    account_id: int
    post_id: int
    comment_id: int


class Composed(Struct, frozen=True):
    text: str
    values: dict[str, Any]


def found(
    watched: Sequence[tuple[int, int]],
    asked: Asked,
    words: Sequence[Sequence[str]],
    *,
    way: Way,
    limit: int,
    after: Place | None = None,
    before: Place | None = None,
) -> Composed:
    """The keys of the newest `limit` that fit, in order; `words`: of each group one must be in the text.

    `after` leaves out that comment and what is newer, `before` what is older.
    """
    conditions, values = _conditions(asked, words)
    place = after or before
    if place is not None:
        sign = "<" if after else ">"
        edge = "<=" if after else ">="
        conditions += [f"c.created_at {edge} %(at)s::timestamptz", PLACE.format(sign=sign)]
    if way == "each":
        conditions.append(NEWEST)
    inner = (bool(asked.states) and set(asked.states) <= BY_HAND) or asked.assigned_to is not None
    touched = any("k." in condition for condition in conditions)
    work = f"{'' if inner else 'left '}{WORK}" if touched else ""
    source = FOUND[way].format(work=work, conditions="\n      and ".join(conditions))
    return Composed(
        f"{WATCHED}{source}\norder by {ORDER}\nlimit %(limit)s",
        values
        | {
            "clients": as_array(client for client, _ in watched),
            "accounts": as_array(account for _, account in watched),
            "limit": limit,
            "walked": WALKED,
            "each": WALKED // max(len(watched), 1),
            "saying": _saying(words),
            "at": place and place.created_at,
            "at_client": place and place.client_id,
            "at_account": place and place.account_id,
            "at_post": place and place.post_id,
            "at_comment": place and place.comment_id,
        },
    )


def pattern(word: str) -> str:
    """As `ilike` finds it anywhere in a text."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _saying(words: Sequence[Sequence[str]]) -> str | None:
    """What the index is asked for, as a regular expression: the group whose shortest word is the longest."""
    if not words:
        return None
    group = max(words, key=lambda alternatives: min(map(len, alternatives)))
    return "|".join(re.sub(r"([^\w\s])", r"\\\1", word) for word in group)


def _conditions(asked: Asked, words: Sequence[Sequence[str]]) -> tuple[list[str], dict[str, Any]]:
    conditions = [
        "c.created_at >= %(start)s",
        "c.created_at < %(end)s",
        "not c.own",
        "c.deleted_at is null",
        ONCE,
    ]
    values: dict[str, Any] = {"start": asked.period.start, "end": asked.period.end}
    for group, alternatives in enumerate(words):
        names = [f"word_{group}_{n}" for n in range(len(alternatives))]
        values |= dict(zip(names, map(pattern, alternatives), strict=True))
        conditions.append(f"({' or '.join(f'c.body ilike %({name})s' for name in names)})")
    given: dict[str, tuple[object, str]] = {
        "post_id": (asked.post_id, "c.post_id = %(post_id)s"),
        "states": (list(asked.states), f"{STATE} = any(%(states)s)"),
        "languages": (list(asked.languages), f"{LANGUAGE} = any(%(languages)s)"),
        "sentiments": (
            [one for one in asked.sentiments if one != UNRATED],
            f"({SENTIMENT} = any(%(sentiments)s){_unrated(asked)})",
        ),
        "author": (asked.author, "c.author_handle = %(author)s"),
        "assigned_to": (asked.assigned_to, "k.assigned_to = %(assigned_to)s"),
        "unanswered": (asked.unanswered, f"c.answered_at is null and {STATE} <> 'answered'"),
        "members": (asked.members, MEMBER),
    }
    for name, (value, condition) in given.items():
        if value or (name == "sentiments" and asked.sentiments):
            conditions.append(condition)
            values[name] = value
    return conditions, values


def _unrated(asked: Asked) -> str:
    return f" or {SENTIMENT} is null" if UNRATED in asked.sentiments else ""

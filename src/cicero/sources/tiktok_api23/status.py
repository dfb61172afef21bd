"""TikTok's own status codes, which stand in answers that are otherwise fine. Pure."""

from __future__ import annotations

from cicero.errors import AnswerError, GoneError, PrivateError, UpstreamError
from cicero.sources.networks.loose import Loose, count

_NO_ACCOUNT = frozenset({10202, 10221, 10223})
_NO_POST = frozenset({10204, 10231})
_PRIVATE_ACCOUNT, _PRIVATE_POST = 10222, 10216


def failure(endpoint: str, *codes: Loose, of_post: bool) -> UpstreamError | None:
    """What the first of the codes that is not zero says; an answer carries it under several names.

    What it says of a post counts only where a post was asked for: an account is not gone because of it.
    """
    code = next((known for said in codes if (known := _known(said))), None)
    if code is None:
        return None
    if code in _NO_ACCOUNT:
        return GoneError(f"TikTok has no such account, or banned it ({code}).", "Was it renamed or deleted?")
    if code in _NO_POST and of_post:
        return GoneError(f"TikTok does not show this post any more ({code}).", "It may be deleted.")
    if code == _PRIVATE_ACCOUNT:
        return PrivateError(f"The account is private ({code}).", "Only its followers see its posts.")
    if code == _PRIVATE_POST and of_post:
        return PrivateError(f"The post is private ({code}).", "Its owner hides it.")
    return AnswerError(
        f"TikTok answered {endpoint} with status {code}, which says nothing to Cicero.", "Try it again later."
    )


def _known(code: Loose) -> int | None:
    return code if type(code) is int else count(code)

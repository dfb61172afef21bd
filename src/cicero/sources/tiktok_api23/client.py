"""The calls of `tiktok-api23`, each one request."""

from __future__ import annotations

import httpx2
import msgspec
from msgspec import Struct

from cicero.errors import AnswerError
from cicero.sources.gateway import Reply, ask
from cicero.sources.items import named
from cicero.sources.source import Access, Answer, Clock, PostRef, Target
from cicero.sources.tiktok_api23 import parse

PAGE, COMMENTS, REPLIES, TAGGED = "35", "50", "30", "30"
"""How many are asked for at once; how many come, and where the next page begins, is the server's."""
FIRST = "0"


class TiktokApi23(Struct, frozen=True):
    """A `source.Client`."""

    access: Access
    http: httpx2.AsyncClient
    clock: Clock

    async def profile(self, target: Target) -> Answer:
        return parse.profile(await self._ask("/api/user/info", uniqueId=target.account.handle))

    async def profile_by_id(self, target: Target) -> Answer:
        id_ = target.account.platform_id
        return named(parse.profile(await self._ask("/api/user/info-by-id", userId=id_)), id_)

    async def posts(self, target: Target, cursor: str | None = None) -> Answer:
        """AnswerError without `sec_uid`: the profile says it."""
        if not target.sec_uid:
            raise AnswerError(
                "TikTok's list of posts is asked for by secUid, which is not known of this account.",
                "Ask for its profile first.",
            )
        start = cursor or FIRST
        reply = await self._ask("/api/user/posts", secUid=target.sec_uid, count=PAGE, cursor=start)
        return parse.posts(reply, target, start)

    async def post(self, post: PostRef) -> Answer:
        return parse.post(await self._ask("/api/post/detail", videoId=str(post.post_id)), post)

    async def comments(self, post: PostRef, cursor: str | None = None) -> Answer:
        start = cursor or FIRST
        reply = await self._ask("/api/post/comments", videoId=str(post.post_id), count=COMMENTS, cursor=start)
        return parse.comments(reply, post, start)

    async def replies(self, post: PostRef, comment_id: int, cursor: str | None = None) -> Answer:
        start = cursor or FIRST
        reply = await self._ask(
            "/api/post/comment/replies",
            videoId=str(post.post_id),
            commentId=str(comment_id),
            count=REPLIES,
            cursor=start,
        )
        return parse.comments(reply, post, start, comment_id)

    async def likers(self, post: PostRef) -> Answer:
        """AnswerError, always: `Source.offers` does not say "likers"."""
        raise AnswerError(f"TikTok does not tell who likes post {post.post_id}.", "Ask for its comments.")

    async def hashtag(self, tag: str, cursor: str | None = None) -> Answer:
        """The first call answers with the hashtag's `total` and where its posts begin, the next with posts.

        A list is asked for by the hashtag's id, which therefore travels in the cursor: `<id>:<cursor>`.
        """
        if cursor is None:
            answer, id_ = parse.challenge(await self._ask("/api/challenge/info", challengeName=tag))
            return _continued(answer, id_, FIRST)
        id_, _, start = cursor.partition(":")
        reply = await self._ask("/api/challenge/posts", challengeId=id_, count=TAGGED, cursor=start)
        answer = parse.posts(reply, None, start)
        return _continued(answer, id_, answer.cursor)

    async def _ask(self, endpoint: str, **params: str | None) -> Reply:
        return await ask(self.access, self.http, self.clock, endpoint, params)


def _continued(answer: Answer, id_: str, cursor: str | None) -> Answer:
    return msgspec.structs.replace(answer, cursor=f"{id_}:{cursor}" if cursor is not None else None)

"""The shape of a recap: who of the roster took part in the client's posts, in the contract's words."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from msgspec import Struct

Status = Literal["sudah", "kurang", "belum", "no_username", "no_posts"]


class Member(Struct, frozen=True, kw_only=True):
    """An active member. In rows `total_konten` are the posts since they joined; the fields stand in the
    contract's order."""

    user_id: str
    title: str
    nama: str
    username: str | None
    divisi: str
    client_id: str
    client_name: str
    regional_id: str | None = None


class CommentRow(Member, frozen=True, kw_only=True):
    jumlah_komentar: int
    total_konten: int
    ranking: int
    missingComments: int  # noqa: N815 - the contract's names
    completionPercentage: int  # noqa: N815
    status: Status


class LikeRow(Member, frozen=True, kw_only=True):
    jumlah_like: int
    total_konten: int
    ranking: int
    missingLikes: int  # noqa: N815 - the contract's names
    completionPercentage: int  # noqa: N815
    status: Status


R = TypeVar("R", bound=Member)


class Named(Struct, frozen=True, kw_only=True):
    client_id: str
    nama_client: str


class Distribution(Struct, frozen=True, kw_only=True, rename="camel"):
    """How many there are of each; everybody is one of them."""

    sudah: int
    kurang: int
    belum: int
    no_username: int
    no_posts: int


class Summary(Struct, frozen=True, kw_only=True, rename="camel"):
    total_posts: int
    total_users: int
    distribution: Distribution


class Recap(Struct, Generic[R], frozen=True, kw_only=True):
    """`belumUsersCount`: all who are neither `sudah` nor `kurang`."""

    success: bool = True
    client_name: str
    clients: list[Named]
    data: list[R]
    totalPosts: int  # noqa: N815 - the contract's names
    usersCount: int  # noqa: N815
    sudahUsersCount: int  # noqa: N815
    kurangUsersCount: int  # noqa: N815
    belumUsersCount: int  # noqa: N815
    noUsernameUsersCount: int  # noqa: N815
    summary: Summary

"""An answer of each endpoint of the contract, for the description of the API. All of it is invented."""

from __future__ import annotations

from typing import Any

CLIENT = {"client_id": "KOPI_NUSANTARA", "client_name": "Kopi Nusantara"}
_PICTURE = "https://media.example/kopi.jpg"
_FOLLOWED = {"follower_count": 48210, "followers": 48210, "following_count": 312, "following": 312}


def _told(data: Any) -> dict[str, Any]:
    return {"success": True, "data": data}


INSTAGRAM = {
    "username": "kopinusantara.id",
    "full_name": "Kopi Nusantara",
    "biography": "Seduh cerita dari 17 pulau.",
    "bio": "Seduh cerita dari 17 pulau.",
    **_FOLLOWED,
    "media_count": 964,
    "category": "Coffee shop",
    "is_verified": True,
    "is_private": False,
    "profile_pic_url": _PICTURE,
}
TIKTOK = {
    "username": "kopinusantara",
    "secUid": "MS4wLjABAAAAcontoh",
    "nickname": "Kopi Nusantara",
    "full_name": "Kopi Nusantara",
    "bio": "Kopi 17 pulau",
    **_FOLLOWED,
    "like_count": 1204000,
    "video_count": 388,
    "verified": True,
    "is_private": False,
    "avatar_url": _PICTURE,
}
INSTAGRAM_POST = {
    "id": "DKn0aB",
    "shortcode": "DKn0aB",
    "created_at": "2026-11-23T03:10:00.000Z",
    "type": "video",
    "caption": "Arabika gayo pagi ini #kopinusantara #gayo",
    "like_count": 1200,
    "comment_count": 84,
    "share_count": 15,
    "view_count": 15000,
    "thumbnail": _PICTURE,
    "thumbnail_url": _PICTURE,
    "permalink": "https://www.instagram.com/p/DKn0aB/",
}
_VIDEO = "https://www.tiktok.com/@kopinusantara/video/7440000000000000000"
TIKTOK_POST = {
    "id": "7440000000000000000",
    "video_id": "7440000000000000000",
    "created_at": "2026-11-22T22:10:00.000Z",
    "type": "video",
    "caption": "Cara menyeduh gayo #kopi #fyp",
    "like_count": 5300,
    "comment_count": 240,
    "share_count": 77,
    "view_count": 88000,
    "thumbnail": _PICTURE,
    "thumbnail_url": _PICTURE,
    "permalink": _VIDEO,
    "share_url": _VIDEO,
}
PROFILES = {"instagram": _told(INSTAGRAM), "tiktok": _told(TIKTOK)}
POSTS = {"instagram": _told([INSTAGRAM_POST]), "tiktok": _told([TIKTOK_POST])}
INFOS = {
    "instagram": _told(
        {
            "id": "51877342019",
            "username": "kopinusantara.id",
            "full_name": "Kopi Nusantara",
            "biography": "Seduh cerita dari 17 pulau.",
            "media_count": 964,
            "category": "Coffee shop",
            "bio_links": [{"url": "https://kopinusantara.example/menu"}],
            "external_url": "https://kopinusantara.example/menu",
            "is_verified": True,
            "is_private": False,
        }
    ),
    "tiktok": _told(
        {
            "id": "6812345",
            "username": "kopinusantara",
            "full_name": "Kopi Nusantara",
            "biography": "Kopi 17 pulau",
            "video_count": 388,
            "heart_count": 1204000,
            "is_private": False,
        }
    ),
}
COMMENTED = _told(
    [{"video_id": "7440000000000000000", "comment_count": 2, "comments": ["sari.w", "baguspr"]}]
)
OVERVIEW = _told(
    {
        "igProfile": INSTAGRAM,
        "igPosts": [INSTAGRAM_POST],
        "tiktokProfile": TIKTOK,
        "tiktokPosts": [TIKTOK_POST],
        "taskLinksToday": {"instagram": ["https://www.instagram.com/p/DKn0aB/"], "tiktok": [_VIDEO]},
    }
)
CLIENT_PROFILE = {
    "success": True,
    "client": {
        "client_id": "KOPI_NUSANTARA",
        "nama": "Kopi Nusantara",
        "client_type": "ORG",
        "client_status": True,
        "client_insta": "kopinusantara.id",
        "client_insta_status": True,
        "client_tiktok": "@kopinusantara",
        "client_tiktok_status": True,
        "client_amplify_status": False,
        "regional_id": None,
        "tiktok_secuid": "MS4wLjABAAAAcontoh",
    },
}
SIGNED_IN = {
    "success": True,
    "token": "…",
    "user": {
        "user_id": "12",
        "username": "rani",
        "client_id": "KOPI_NUSANTARA",
        "client_ids": ["KOPI_NUSANTARA"],
        "role": "operator",
    },
}
SIGNED_OUT = {"success": True, "message": "You are signed out."}
USER = {
    "user_id": "EMP001",
    "nama": "Sari Wulandari",
    "title": "",
    "divisi": "Marketing",
    "insta": "sari.w",
    "tiktok": "@sari.w",
    "status": True,
    "email": "sari@example.org",
    **CLIENT,
}
USERS, ONE_USER = _told([USER]), _told(USER)
STATS = _told(
    {
        "client_id": "KOPI_NUSANTARA",
        "role": "operator",
        "scope": "ORG",
        "regional_id": None,
        "clients": 1,
        "users": 1,
        "igPosts": 2,
        "ttPosts": 2,
    }
)


def _recap(seen: str, missing: str) -> dict[str, Any]:
    member = {"user_id": "EMP001", "title": "", "nama": "Sari Wulandari", "username": "sari.w"}
    part = {seen: 1, "total_konten": 2, "ranking": 1, missing: 1, "completionPercentage": 50}
    shares = {"sudah": 0, "kurang": 1, "belum": 0, "noUsername": 0, "noPosts": 0}
    return {
        "success": True,
        "client_name": "Kopi Nusantara",
        "clients": [{"client_id": "KOPI_NUSANTARA", "nama_client": "Kopi Nusantara"}],
        "data": [
            {**member, "divisi": "Marketing", **CLIENT, "regional_id": None, **part, "status": "kurang"}
        ],
        "totalPosts": 2,
        "usersCount": 1,
        "sudahUsersCount": 0,
        "kurangUsersCount": 1,
        "belumUsersCount": 0,
        "noUsernameUsersCount": 0,
        "summary": {"totalPosts": 2, "totalUsers": 1, "distribution": shares},
    }


COMMENT_RECAP = _recap("jumlah_komentar", "missingComments")
LIKE_RECAP = _recap("jumlah_like", "missingLikes")

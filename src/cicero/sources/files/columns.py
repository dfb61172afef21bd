"""Which of our fields a CSV's columns are, by their names in English and Indonesian.

A name is compared without case, blanks, punctuation and words like "total", "jumlah", "count".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

FIELDS: dict[str, str] = {
    "url": "url|link|permalink|tautan|post url|post link|url post|link post|link konten|video url"
    "|web video url|tautan posting|url postingan|link postingan|alamat|short url|tiktok url"
    "|instagram url",
    "id": "id|post id|media id|video id|id post|id postingan|shortcode|short code|code|kode|aweme id"
    "|id video",
    "date": "date|datetime|date time|published|published at|publish date|publish time|post date|posted"
    "|posted at|posting date|post time|created|created at|create time|create date|creation date"
    "|upload date|uploaded at|timestamp|unix timestamp|taken at|tanggal|tgl|tanggal posting|tanggal post"
    "|tanggal postingan|tanggal unggah|tanggal tayang|tanggal terbit|tanggal publikasi|waktu posting"
    "|waktu unggah|waktu tayang|date posted|date published|tanggal dan waktu|tanggal waktu|hari tanggal"
    "|publish datetime|recorded at|fetched at|day",
    "time": "time|waktu|jam|pukul|hour|jam posting|jam tayang|jam unggah|local time",
    "caption": "caption|text|teks|keterangan|description|deskripsi|content|konten|isi|message|pesan"
    "|post text|body|takarir|judul|title|isi postingan|isi konten|post|postingan|desc|video description"
    "|post caption|post message",
    "likes": "likes|like|suka|disukai|menyukai|likes received|digg|digg count|hearts|post likes"
    "|favorites|love|tanda suka|penyuka",
    "comments": "comments|comment|komentar|komen|post comments|balasan|comments received",
    "shares": "shares|share|bagikan|dibagikan|berbagi|kali dibagikan|post shares|pembagian|reshares",
    "saves": "saves|save|saved|simpan|disimpan|simpanan|bookmarks|bookmark|collects|collect|favourites"
    "|tersimpan|kali disimpan|post saves",
    "views": "views|view|tayangan|ditonton|plays|play|video views|video plays|kali ditonton|penayangan"
    "|dilihat|penonton|tayangan video|video view|reel plays|kali dilihat|views video|watch|watched|putar"
    "|diputar",
    "reach": "reach|jangkauan|post reach|reached|akun terjangkau|akun yang dijangkau|accounts reached",
    "followers": "followers|follower|pengikut|fans|follower count|followers count|page followers"
    "|jumlah pengikut",
    "username": "username|user name|handle|akun|account|nama pengguna|nama akun|account username|user"
    "|author|owner|owner username|unique id|pengguna|profile username|account handle|screen name"
    "|ig username|tiktok username",
    "name": "name|nama|full name|nama lengkap|account name|display name|profile|profil|profile name"
    "|nickname|nama profil|page|page name|halaman|author name|brand|merek",
    "account_id": "user id|author id|owner id|channel id",
    "platform": "platform|network|jaringan|channel|kanal|social network|media sosial|sosmed|medsos"
    "|social media|jejaring|jejaring sosial",
    "type": "type|jenis|tipe|post type|media type|content type|format|jenis konten|jenis post"
    "|tipe konten|tipe post|jenis postingan|bentuk|media|product type|format konten|tipe media"
    "|jenis media",
    "hashtags": "hashtags|hashtag|tagar|tags|tag|tagar digunakan",
    "duration": "duration|durasi|duration sec|duration seconds|video duration|length|panjang"
    "|durasi detik|durasi video|duration s",
    "thumbnail": "thumbnail|thumbnail url|cover|cover url|image url|gambar|picture|display url|url gambar",
    "following": "following|mengikuti|diikuti|followings|following count|follows count",
    "posts": "posts|post count|posts count|media count|video count|jumlah post|jumlah postingan|total post",
}
"""Our field → the names that columns have for it. The first of a field is its plainest."""
COUNTERS = ("likes", "comments", "shares", "saves", "views", "reach")

_NOISE = re.compile(
    r"\b(?:total|jumlah|jml|count|counts|number of|num|no of|banyaknya|of the post|lifetime|all time|qty)\b"
)


def _plain(name: str) -> str:
    """`likesCount`, `Likes_Count`, `Total Likes (#)` → `likes`; `Jumlah Suka` → `suka`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return " ".join(_NOISE.sub(" ", _spaces(spaced)).split())


def _spaces(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name.lower()).split())


_BY_NAME = {name: field for field, names in FIELDS.items() for name in (field, *names.split("|"))}


def recognised(header: Iterable[str]) -> dict[str, str]:
    """Our field → the file's column, for the columns whose names say it; the first of several wins.

    A name as it stands goes before one that is only alike: "Post count" is posts, "Likes count" likes.
    """
    found: dict[str, str] = {}
    for column in header:
        field = _BY_NAME.get(_spaces(column)) or _BY_NAME.get(_plain(column))
        if field and field not in found:
            found[field] = column
    if "date" not in found and "time" in found:
        found["date"] = found.pop("time")
    return found


def resolved(header: Iterable[str], told: Mapping[str, str]) -> dict[str, str]:
    """The same, where what the caller told goes first; "" in `told` says that there is no such column."""
    columns = list(header)
    named = {field: column for field, column in told.items() if column}
    free = [column for column in columns if column not in named.values()]
    guessed = {field: column for field, column in recognised(free).items() if field not in told}
    return {**guessed, **named}

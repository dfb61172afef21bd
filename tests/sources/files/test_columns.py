from collections import Counter

import pytest

from cicero.sources.files.columns import FIELDS, recognised, resolved


def test_no_name_stands_for_two_fields() -> None:
    names = Counter(name for names in FIELDS.values() for name in names.split("|"))
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            ("Tanggal", "Jam", "Tautan", "Jumlah Suka", "Komentar", "Dibagikan", "Kali Ditonton", "Pengikut"),
            ("date", "time", "url", "likes", "comments", "shares", "views", "followers"),
        ),
        (
            ("createTime", "webVideoUrl", "diggCount", "commentCount", "playCount", "collectCount"),
            ("date", "url", "likes", "comments", "views", "saves"),
        ),
        (
            ("Publish time", "Permalink", "Total Likes", "Number of comments", "Video_Views", "Post Type"),
            ("date", "url", "likes", "comments", "views", "type"),
        ),
        (("Time", "Likes"), ("date", "likes")),
        (("Date", "Posts", "Post count", "Engagement rate"), ("date", "posts")),
    ],
)
def test_names_of_columns(header: tuple[str, ...], fields: tuple[str, ...]) -> None:
    assert set(recognised(header)) == set(fields)


def test_the_first_of_alike_columns_wins() -> None:
    assert recognised(("Date", "Likes", "Total likes")) == {"date": "Date", "likes": "Likes"}


def test_what_is_told_goes_first() -> None:
    header = ("When", "Likes", "Thumbs", "Shares", "Link")
    told = {"date": "When", "likes": "Thumbs", "shares": ""}
    assert resolved(header, told) == {"date": "When", "likes": "Thumbs", "url": "Link"}
    assert resolved(("Date", "Caption"), {"caption": "Date"}) == {"caption": "Date"}

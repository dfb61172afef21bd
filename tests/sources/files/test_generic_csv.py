"""CSVs of any tool: what they must say, what can be found out, what is refused with a hint."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.files.reads import OBSERVED, context, posts, read, written

from cicero.errors import FormatError
from cicero.records import AccountRef, Counts, Post
from cicero.sources.files.formats import recognise
from cicero.sources.files.reading import head, surveyed
from cicero.sources.networks.ids import shortcode_of

KOPI = AccountRef(platform="tiktok", handle="kopi")
TOLD = {"platform": "tiktok", "account": KOPI, "zone": "Asia/Jakarta"}


@pytest.mark.parametrize(
    ("content", "told", "message", "hint"),
    [
        ("date,likes\n2026-06-01,1\n", {}, "does not say which platform", "--platform"),
        ("date,likes\n2026-06-01,1\n", {"platform": "tiktok"}, "does not say whose posts", "--account"),
        ("date,user,likes\n2026-06-01,a,1\n", {"platform": "tiktok"}, "do not say their zone", "--zone"),
        (
            "date,likes\n03/04/2026,1\n05/06/2026,1\n",
            TOLD,
            "could have the day or the month first",
            "date_format",
        ),
        ("date,likes\n13/04/2026,1\n05/16/2026,1\n", TOLD, "Some dates put the day first", "two exports"),
        ("name,likes\na,1\n", TOLD, "No known kind of CSV: its columns are name, likes", "--map"),
        ("date,colour\n2026-06-01,red\n", TOLD, "No known kind of CSV", "--map"),
    ],
)
def test_files_that_must_be_told_more(
    tmp_path: Path, content: str, told: dict[str, Any], message: str, hint: str
) -> None:
    with pytest.raises(FormatError) as caught:
        read(written(tmp_path, content), **told)
    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_bad_rows_are_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    content = (
        "tanggal;akun;suka;tautan\n"
        "13/06/2026 10:00;kopi;12 %;\n"
        "soon;kopi;1;\n"
        "14/06/2026 10:00;kopi;3;\n"
        "15/06/2026;;5;\n"
        "15/06/2026;kopi;5;\n"
        "15/06/2099 10:00;kopi;5;\n"
        "16/06/2026 10:00;https://www.tiktok.com/@Teh.Manis;6;https://vt.tiktok.com/ZSabc/\n"
    )
    _, records, problems = read(written(tmp_path, content), platform="tiktok", zone="Asia/Jakarta")
    assert problems == [
        (2, "its suka is not a number: '12 %'"),
        (3, "its time is not a time that can be read: 'soon'"),
        (5, "it does not say whose it is"),
        (7, "it was published 2099-06-15 03:00 UTC, after it was collected (2026-11-01 00:00)"),
    ]
    assert [(post.account.handle, post.counts.likes) for post in posts(records)] == [
        ("kopi", 3),
        ("kopi", 5),
        ("teh.manis", 6),
    ]


def test_order_of_day_and_month_found_out_from_the_ids(tmp_path: Path) -> None:
    uploads = [datetime(2026, 6, day, 3, 5, 20, tzinfo=UTC) for day in (2, 3, 4)]
    rows = [
        f"{upload.astimezone(ZoneInfo('Asia/Jakarta')):%d/%m/%Y %H:%M},"
        f"https://www.tiktok.com/@kopi/video/{int(upload.timestamp()) << 32},1"
        for upload in uploads
    ]
    path = written(tmp_path, "date,url,likes\n" + "\n".join(rows))
    for told in ({}, {"zone": "Asia/Jakarta"}):
        known = surveyed(path, recognise(head(path)), context(**told))
        assert (known.day_first, known.zone) == (True, "Asia/Jakarta")


def test_ids_without_addresses(tmp_path: Path) -> None:
    code = shortcode_of(3909587793330402138)
    content = (
        "id,date,platform,user,likes\n"
        "7647029542490297499,2026-06-03 12:00,tiktok,kopi,1\n"
        f"{code},2026-06-03 12:00,instagram,kopi,1\n"
        "17902724751121134,2026-06-03 12:00,instagram,kopi,1\n"
        "7.64703E+18,2026-06-03 12:00,tiktok,kopi,1\n"
    )
    _, records, problems = read(written(tmp_path, content), zone="Asia/Jakarta")
    assert problems == [(5, "a spreadsheet has rounded its id: '7.64703E+18'")]
    first, second, third = posts(records)
    assert (first.post_id, first.code) == (7647029542490297499, None)
    assert (second.post_id, second.code) == (3909587793330402138, code)
    assert third.post_id < 0  # an id of the Graph API is no id of a post elsewhere


def test_whose_the_posts_are(tmp_path: Path) -> None:
    link = "https://www.tiktok.com/@kopi.senja/video/7647029542490297499"
    content = (
        "tanggal,akun,user id,suka,tautan\n"
        "2026-06-03,Kopi Senja Resmi,,1,\n"
        f"2026-06-03,Kopi Senja Resmi,42,1,{link}\n"
        "2026-06-03,@Kopi.Senja,,1,\n"
    )
    _, records, problems = read(written(tmp_path, content), platform="tiktok", zone="Asia/Jakarta")
    assert problems == []
    assert [post.account for post in posts(records)] == [
        AccountRef(platform="tiktok", name="Kopi Senja Resmi"),
        AccountRef(platform="tiktok", platform_id="42", handle="kopi.senja", name="Kopi Senja Resmi"),
        AccountRef(platform="tiktok", handle="kopi.senja"),
    ]


def test_counters_that_are_zero_everywhere(tmp_path: Path) -> None:
    path = written(tmp_path, "date,likes,comments,shares\n2026-06-03,1,0,0\n2026-06-04,0,,0\n")
    _, records, _ = read(path, **TOLD)
    assert [post.counts for post in posts(records)] == [Counts(likes=1), Counts(likes=0)]


# A generated post, written as some tool would, comes back as it was.

POSTS = st.lists(
    st.builds(
        lambda second, likes, views, caption: Post(
            account=KOPI,
            post_id=(second << 32) | 7,
            published_at=datetime.fromtimestamp(second, UTC),
            observed_at=OBSERVED,
            counts=Counts(likes=likes, views=views, comments=1),
            caption=caption or None,
            url=f"https://www.tiktok.com/@kopi/video/{(second << 32) | 7}",
        ),
        st.integers(1_600_000_000, 1_780_000_000),
        st.integers(0, 10**9),
        st.one_of(st.none(), st.integers(1, 10**9)),
        st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="#@＃"), max_size=40)
        .map(lambda text: " ".join(text.split()))
        .map(lambda text: text + "\nbaris dua, \"kutip\"; titik" if len(text) > 20 else text),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


@given(
    found=POSTS,
    delimiter=st.sampled_from(",;\t|"),
    ending=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig"]),
    grouping=st.sampled_from(["", ",", "."]),
    form=st.sampled_from(["%Y-%m-%d %H:%M:%S", "%d %B %Y %H.%M.%S", "%Y-%m-%dT%H:%M:%S+07:00"]),
)
@settings(deadline=None, max_examples=150)
def test_round_trip(
    tmp_path_factory: pytest.TempPathFactory,
    found: list[Post],
    delimiter: str,
    ending: str,
    encoding: str,
    grouping: str,
    form: str,
) -> None:
    text = io.StringIO()
    table = csv.writer(text, delimiter=delimiter, lineterminator=ending)
    table.writerow(["Tautan", "Tanggal", "Keterangan", "Suka", "Komentar", "Tayangan"])
    for post in found:
        wall = post.published_at.astimezone(ZoneInfo("Asia/Jakarta")).strftime(form)
        likes = f"{post.counts.likes:,}".replace(",", grouping)
        views = "" if post.counts.views is None else post.counts.views
        table.writerow([post.url, wall, post.caption or "", likes, 1, views])
    path = written(tmp_path_factory.mktemp("trip"), text.getvalue().encode(encoding))
    _, records, problems = read(path, zone="Asia/Jakarta")
    assert problems == []
    likes_known = any(post.counts.likes for post in found)
    views_known = any(post.counts.views for post in found)
    assert [
        (post.post_id, post.published_at, post.caption, post.url, post.account) for post in posts(records)
    ] == [(post.post_id, post.published_at, post.caption, post.url, post.account) for post in found]
    assert [post.counts for post in posts(records)] == [
        Counts(
            likes=post.counts.likes if likes_known else None,
            comments=1,
            views=post.counts.views if views_known else None,
        )
        for post in found
    ]

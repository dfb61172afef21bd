from pathlib import Path

import pytest
from tests.sources.files.reads import posts, read, written

from cicero.errors import FormatError, InputError
from cicero.sources.files.mapping import Mapping, check_columns, read_mapping


def told(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "map"
    path.write_text(content, encoding="utf-8")
    return path


def test_toml_and_json(tmp_path: Path) -> None:
    mapping = Mapping(
        columns={"date": "When", "likes": "Thumbs up", "shares": ""},
        zone="Asia/Jakarta",
        platform="tiktok",
        date_format="%d.%m.%Y",
    )
    toml = 'date = "When"\nlikes = "Thumbs up"\nshares = ""\n'
    toml += 'zone = "Asia/Jakarta"\nplatform = "TikTok"\ndate_format = "%d.%m.%Y"\n'
    assert read_mapping(told(tmp_path, toml)) == mapping
    json = '{"date": "When", "likes": "Thumbs up", "shares": "", "zone": "Asia/Jakarta",'
    json += '"platform": "tiktok", "date_format": "%d.%m.%Y"}'
    assert read_mapping(told(tmp_path, json)) == mapping


def test_platform_may_be_a_column(tmp_path: Path) -> None:
    assert read_mapping(told(tmp_path, 'platform = "Where"')) == Mapping(columns={"platform": "Where"})


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        ("likes: 3", "is neither TOML nor JSON", "likes ="),
        ('{"likes": ', "is neither TOML nor JSON", "likes ="),
        ("likes = 3", "likes must be text in quotes", ""),
        ('like = "x"', "there is no field named 'like'", "Did you mean likes?"),
        ('zone = "Asia/Jakartaa"', "There is no time zone named 'Asia/Jakartaa'", "IANA"),
        ('date_format = "DD/MM/YYYY"', "does not describe a date", "%d/%m/%Y"),
        ('date_format = "%d/%m"', "does not describe a date", "%d/%m/%Y"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, content: str, message: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        read_mapping(told(tmp_path, content))
    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_mapping(tmp_path / "none.toml")


def test_mapped_columns_must_be_there() -> None:
    check_columns({"likes": "Suka", "shares": ""}, ("Tgl", "Suka"))
    with pytest.raises(FormatError, match="no column 'suka', which --map names for likes") as caught:
        check_columns({"likes": "suka"}, ("Tgl", "Suka"))
    assert caught.value.hint == "Did you mean 'Suka'?"


def test_a_mapped_file_goes_in(tmp_path: Path) -> None:
    path = written(tmp_path, "A,B,C,D\n03.04.2026,7,@kopi,x\n04.04.2026,8,@kopi,y\n")
    with pytest.raises(FormatError, match="its columns are A, B, C, D") as caught:
        read(path)
    assert "--map" in caught.value.hint
    with pytest.raises(FormatError, match="no column 'E', which --map names for likes"):
        read(path, columns={"date": "A", "likes": "E"})
    columns = {"date": "A", "likes": "B", "username": "C"}
    name, records, problems = read(
        path, columns=columns, platform="tiktok", zone="Asia/Jakarta", date_format="%d.%m.%Y"
    )
    assert (name, problems) == ("csv", [])
    assert [(post.counts.likes, post.published_at.isoformat()) for post in posts(records)] == [
        (7, "2026-04-02T17:00:00+00:00"),
        (8, "2026-04-03T17:00:00+00:00"),
    ]
    followers = {"date": "A", "followers": "B", "username": "C"}
    name, records, _ = read(
        path, columns=followers, platform="tiktok", zone="Asia/Jakarta", date_format="%d.%m.%Y"
    )
    assert (name, len(records)) == ("follower-history", 2)

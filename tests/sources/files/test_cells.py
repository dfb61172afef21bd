import pytest

from cicero.errors import FormatError
from cicero.sources.files.cells import is_story, kind, number, platform


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0", 0),
        ("1234", 1234),
        (" 1,234 ", 1234),
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
        ("12.345.678", 12345678),
        ("1,234,567.00", 1234567),
        ("1.234,00", 1234),
        ("12.0", 12),
        ("0.000", 0),
        ("1.2K", 1200),
        ("1,2 rb", 1200),
        ("1,25 ribu", 1250),
        ("3,4 jt", 3_400_000),
        ("12 M", 12_000_000),
        ("2,5 miliar", 2_500_000_000),
        ("10K+", 10_000),
        ("1.2E+06", 1_200_000),
        ("", None),
        (None, None),
        ("-", None),
        ("–", None),
        ("N/A", None),
        ("tidak ada", None),
        ("-1", None),
        ("−1", None),
    ],
)
def test_numbers(cell: str | None, value: int | None) -> None:
    assert number(cell) == value


@pytest.mark.parametrize(
    "cell",
    [
        "12 %",
        "1,5%",
        "1.5",
        "1,23",
        "1,23,456",
        "1.234K",
        "12 apel",
        "abc",
        "1e400",
        "9" * 30,
        "1.234.5",
        "½",
    ],
)
def test_what_is_no_count_is_refused(cell: str) -> None:
    with pytest.raises(FormatError, match="its likes is not a number"):
        number(cell, "likes")


def test_words_for_kinds() -> None:
    words = [
        "reel",
        "IG reel",
        "carousel_album",
        "IG carousel",
        "Foto",
        "Video",
        "VT",
        "GraphSidecar",
        "post",
        None,
    ]
    assert [kind(word, "instagram") for word in words] == [
        "video", "video", "carousel", "carousel", "image", "video", "video", "carousel", None, None,
    ]  # fmt: skip
    assert [kind(word, "tiktok") for word in ("video", "foto", "carousel", "slideshow")] == [
        "video", "photos", "photos", "photos",
    ]  # fmt: skip
    assert [is_story(word) for word in ("IG story", "Stories", "cerita", "history", "reel", None)] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_words_for_platforms() -> None:
    assert [platform(word) for word in ("Instagram", "IG", "Tik Tok", "TIKTOK", "Facebook", "", None)] == [
        "instagram", "instagram", "tiktok", "tiktok", None, None, None,
    ]  # fmt: skip

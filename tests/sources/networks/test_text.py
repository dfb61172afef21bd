import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicero.sources.networks.text import hashtags, mentions, tidy


@pytest.mark.parametrize(
    ("caption", "found"),
    [
        (None, ()),
        ("tanpa tanda", ()),
        ("#Kopi dan #kopi lalu #TEH", ("kopi", "teh")),
        ("#satu#dua #tiga.", ("satu", "dua", "tiga")),
        ("#kopi_pagi2025! (#teh)", ("kopi_pagi2025", "teh")),
        ("#đầuhàosòĐiệp #ของดี #हिन्दी #قهوة", ("đầuhàosòđiệp", "ของดี", "हिन्दी", "قهوة")),
        ("#café", ("café",)),
        ("＃全角 #2025", ("全角", "2025")),
        ("#kopi☕ #kopi\ufe0f", ("kopi",)),
        ("C# dan a#b serta &#39;", ()),
        ("lihat https://x.example/#bagian dan www.x.example/a#b, contoh.id/p#c", ()),
        ("https://x.example/a\n#kopi", ("kopi",)),
        ("# kosong ##", ()),
        ("##ganda", ("ganda",)),
    ],
)
def test_hashtags(caption: str | None, found: tuple[str, ...]) -> None:
    assert hashtags(caption) == found


@pytest.mark.parametrize(
    ("caption", "found"),
    [
        (None, ()),
        ("bersama @Contoh.Kopi.", ("contoh.kopi",)),
        ("@a @b, (@c) dan @a", ("a", "b", "c")),
        ("foto:@a_1... lalu @b!", ("a_1", "b")),
        ("tulis ke kopi@contoh.example atau a.b+c@contoh.example", ()),
        ("https://www.tiktok.com/@contoh dan tiktok.com/@contoh", ()),
        ("@josé dan @用户", ()),
        ("@" + "a" * 31, ()),
        ("@nama@server.example", ()),
        ("@.titik @_garis", ("_garis",)),
    ],
)
def test_mentions(caption: str | None, found: tuple[str, ...]) -> None:
    assert mentions(caption) == found


def test_tags_of_a_list_are_tidied() -> None:
    assert tidy([" #Kopi ", "@Kopi", "", "#", "teh"]) == ("kopi", "teh")


@given(st.text(alphabet=st.characters() | st.sampled_from("#@._ /aB"), max_size=80))
def test_any_text_gives_plain_lower_case_tags(caption: str) -> None:
    for tag in (*hashtags(caption), *mentions(caption)):
        assert tag
        assert tag == tag.strip()
        assert not set(tag) & set("#@ \n/")
        tag.encode()
    assert len(set(hashtags(caption))) == len(hashtags(caption))


@given(st.lists(st.from_regex(r"[a-z0-9_]{1,20}", fullmatch=True), unique=True, max_size=8))
def test_every_written_tag_is_found_in_order(tags: list[str]) -> None:
    assert hashtags(" ".join(f"#{tag}" for tag in tags)) == tuple(tags)
    assert mentions(", ".join(f"@{tag}" for tag in tags)) == tuple(tags)

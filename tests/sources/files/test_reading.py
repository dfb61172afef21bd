import gzip
import json
import lzma
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from cicero.errors import CiceroError, FormatError, NotFoundError
from cicero.sources.files import lines
from cicero.sources.files.format import Format, Line
from cicero.sources.files.formats import recognise
from cicero.sources.files.opening import open_file
from cicero.sources.files.reading import head, rows


class Row(Struct):
    id: int
    text: str = ""


def format_of(container: Any, within: str = "", row: Any = Row) -> Format:
    return Format(
        name="test", title="Test", container=container, row=row, within=within,
        matches=lambda _: True, parse=lambda _row, _context: iter(()),
    )  # fmt: skip


NDJSON, JSON, CSV = format_of("ndjson"), format_of("json"), format_of("csv", row=dict[str, str])


def written(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "export.bin"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def shown(found: Any) -> list[tuple[int, Any]]:
    """(number, value or problem) of each line."""
    return [(line.number, line.problem or line.value) for line in found]


# Opening


@pytest.mark.parametrize("wrap", [bytes, gzip.compress, lzma.compress], ids=["plain", "gz", "xz"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_wrapped_and_marked_files_read_the_same(tmp_path: Path, wrap: Any, bom: bytes) -> None:
    content = b'{"id": 1, "text": "kopi"}\n' * 9000
    path = written(tmp_path, wrap(bom + content))
    with open_file(path) as source:
        assert source.sample() == content[:65536] or source.sample() == content[:65533]
        assert source.read() == content
        assert source.damage is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n", "Git LFS pointer"),
        (b"PK\x03\x04\x14\x00[Content_Types].xml", "an Excel workbook"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "an image (PNG)"),
        (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "compressed twice"),
        (bytes(range(32)) * 40, "is a binary file"),
        ("tanggal,suka\n1,2\n".encode("utf-16"), "is UTF-16"),
        ("tanggal,suka\n1,2\n".encode("utf-16-le"), "is UTF-16"),
        (lzma.compress(b"x" * 100)[:8], "cannot be unpacked: the compressed file is cut short"),
        (b"\xfd7zXZ\x00" + b"rubbish" * 9, "cannot be unpacked: the compressed file is damaged"),
        (b"<!DOCTYPE html><html>", "is a web page"),
        (b"just a sentence\nand another\n", "neither JSON nor CSV"),
        (b"[]", "is an empty list"),
        (b" { } ", "is an empty list"),
        (b'[{"id": 1', "it ends in the middle of its first item"),
        (b'[{"id": x}]', "it is not JSON at byte 9 (line 1)"),
        (b'{"id": x}', "it is not JSON at byte 8 (line 1)"),
    ],
)
def test_files_without_rows_say_why(tmp_path: Path, content: bytes, message: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(FormatError) as caught:
        recognise(head(path))
    assert str(caught.value).startswith(("The file ", "No known "))
    assert message in str(caught.value)
    assert caught.value.hint


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no file"):
        head(tmp_path / "none.json")
    with pytest.raises(FormatError, match="cannot be opened: Is a directory"):
        head(tmp_path)


@pytest.mark.parametrize("wrap", [gzip.compress, lzma.compress], ids=["gz", "xz"])
def test_rows_before_the_cut_of_a_compressed_file(tmp_path: Path, wrap: Any) -> None:
    texts = [json.dumps({"id": number, "text": str(number * 2654435761 % 999983)}) for number in range(20000)]
    for content, format in (("\n".join(texts), NDJSON), (f"[{','.join(texts)}]", JSON)):
        whole = wrap(content.encode())
        path = written(tmp_path, whole[: len(whole) * 2 // 3])
        assert head(path).rows[0]["id"] == 0
        found = list(rows(path, format))
        assert 1000 < len(found) < 19000
        assert [line.value.id for line in found[:-1]] == list(range(len(found) - 1))
        assert found[-1].number == len(found)
        assert (found[-1].problem or "").startswith("the compressed file is cut short: it ends within")


def test_a_cut_between_two_lines_is_told(tmp_path: Path) -> None:
    for content, format, number in ((b'{"id": 1}\n', NDJSON, 2), (b"id,text\n1,a\n", CSV, 3)):
        found = list(rows(written(tmp_path, gzip.compress(content)[:-8]), format))
        assert [line.number for line in found] == [number - 1, number]
        assert found[0].problem is None
        assert (found[1].problem or "").startswith("the compressed file is cut short")


# NDJSON


def test_ndjson_with_blank_lines_crlf_and_a_bad_line(tmp_path: Path) -> None:
    path = written(tmp_path, b'{"id": 1}\r\n\r\n{"id": 2, "te\n{"id": "3"}\n\xff\n \n{"id": 4}')
    assert head(path).container == "ndjson"
    assert shown(rows(path, NDJSON)) == [
        (1, Row(1)),
        (3, "its JSON ends in the middle"),
        (4, "unexpected value: Expected `int`, got `str` - at `$.id`"),
        (5, "JSON is malformed: invalid character (byte 0)"),
        (7, Row(4)),
    ]
    assert [line.raw for line in rows(path, NDJSON)][1] == '{"id": 2, "te'


def test_ndjson_whose_first_line_is_bad(tmp_path: Path) -> None:
    path = written(tmp_path, '{"id": 1\n{"id": 2}\n{"id": 3}\n')
    assert head(path).container == "ndjson"
    assert head(path).rows == ({"id": 2}, {"id": 3})


def test_line_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LINE_LIMIT", 2 << 20)
    long = json.dumps({"id": 2, "text": "x" * (5 << 20)})
    path = written(tmp_path, f'{{"id": 1}}\n{long}\n{{"id": 3}}\n')
    assert shown(rows(path, NDJSON)) == [(1, Row(1)), (2, "the line is longer than 2 MB"), (3, Row(3))]
    assert len(list(rows(path, NDJSON))[1].raw) < 70_000


def test_nesting_too_deep_is_a_problem(tmp_path: Path) -> None:
    path = written(tmp_path, '{"id": 1}\n{"id": 2, "x": ' + "[" * 200_000 + "\n")
    assert shown(rows(path, format_of("ndjson", row=Any)))[1] == (2, "its values are nested too deeply")


# JSON


def test_one_object_pretty_or_compact_is_json(tmp_path: Path) -> None:
    for content in ('{\n  "id": 1,\n  "text": "x"\n}\n', '{"id": 1, "text": "x"}\n'):
        path = written(tmp_path, content)
        assert head(path).container == "json"
        assert shown(rows(path, JSON)) == [(1, Row(1, "x"))]


@pytest.mark.parametrize(
    ("content", "within"),
    [
        ('[{"id": 1}, {"id": 2}]', ""),
        ('{"data": {"items": [{"id": 1}, {"id": 2}]}, "x": 1}', "data.items"),
        ('[{"items": [{"id": 1}]}, {"items": [{"id": 2}]}]', "items"),
    ],
)
def test_items_of_arrays(tmp_path: Path, content: str, within: str) -> None:
    path = written(tmp_path, content)
    assert shown(rows(path, format_of("json", within))) == [(1, Row(1)), (2, Row(2))]


def test_array_cut_short_gives_the_items_before(tmp_path: Path) -> None:
    path = written(tmp_path, '[{"id": 1}, {"id": 2}, {"id": 3, "te')
    assert len(head(path).rows) == 2
    assert shown(rows(path, JSON)) == [
        (1, Row(1)),
        (2, Row(2)),
        (3, "the file ends in the middle of item 3"),
    ]


def test_mistake_in_an_array_gives_the_items_before_and_the_place(tmp_path: Path) -> None:
    many = [json.dumps({"id": number}) for number in range(1, 9001)]
    path = written(tmp_path, "[" + ",\n".join([*many, '{"id": oops}', '{"id": 2}']) + "]")
    found = list(rows(path, JSON))
    assert [line.value.id for line in found[:-1]] == list(range(1, 9001))
    byte = path.read_bytes().index(b"oops") + 1
    assert found[-1] == Line(
        number=9001,
        problem=f"it is not JSON at byte {byte} (line 9001), within or before item 9001; "
        "nothing after it can be read",
    )


def test_item_of_the_wrong_shape_costs_only_itself(tmp_path: Path) -> None:
    path = written(tmp_path, '[{"id": 1}, 7, {"id": null}, {"id": 99999999999999999999}]')
    assert shown(rows(path, JSON)) == [
        (1, Row(1)),
        (2, "unexpected value: Expected `object`, got `int`"),
        (3, "unexpected value: Expected `int`, got `null` - at `$.id`"),
        (4, Row(99999999999999999999)),
    ]
    assert [line.raw for line in rows(path, JSON)] == [
        '{"id":1}', "7", '{"id":null}', '{"id":99999999999999999999}',
    ]  # fmt: skip


def test_large_object_is_recognised_by_its_beginning(tmp_path: Path) -> None:
    items = ",".join(json.dumps({"id": number, "text": "x" * 900}) for number in range(10_000))
    path = written(tmp_path, f'{{"statusCode": 0, "itemList": [{items}]}}')
    (row,) = head(path).rows
    assert list(row) == ["statusCode", "itemList"]
    assert row["itemList"][0]["id"] == 0
    assert sum(1 for _ in rows(path, format_of("json", "itemList"))) == 10_000


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_dialects(tmp_path: Path, delimiter: str) -> None:
    path = written(
        tmp_path, '\ufeffid,"a, b;|",text\r\n1,2,"x ""y""\r\nz"\r\n\r\n3,4,\r\n'.replace(",", delimiter)
    )
    assert head(path).header == ("id", "a, b;|".replace(",", delimiter), "text")
    assert [line.number for line in rows(path, CSV)] == [2, 5]
    assert [list(line.value.values()) for line in rows(path, CSV)] == [
        ["1", "2", 'x "y"\r\nz'],
        ["3", "4", ""],
    ]


def test_excel_separator_line(tmp_path: Path) -> None:
    path = written(tmp_path, "sep=;\nid;text\n1;a,b\n")
    assert shown(rows(path, CSV)) == [(3, {"id": "1", "text": "a,b"})]


def test_csv_rows_of_the_wrong_width(tmp_path: Path) -> None:
    path = written(tmp_path, "id,text,\n1,a\n2,b,c,d\n3\n4,d,,\nid,text,\n5,\0\n,,\n6,f,g\n")
    assert shown(rows(path, CSV)) == [
        (2, {"id": "1", "text": "a"}),
        (3, "it has 4 cells where the header has 2"),
        (4, "it has 1 cells where the header has 2"),
        (5, {"id": "4", "text": "d", "": ""}),
        (7, "it holds a NUL character"),
        (9, {"id": "6", "text": "f", "": "g"}),
    ]


def test_unclosed_quote_costs_its_row_alone(tmp_path: Path) -> None:
    path = written(tmp_path, 'id,text\n1,a\n2,"never closed\n3,c\n4,"d ""e"" f"\n5,e\n')
    assert shown(rows(path, CSV)) == [
        (2, {"id": "1", "text": "a"}),
        (3, "a quote in the middle of a cell: quotes inside a cell must be doubled"),
        (4, {"id": "3", "text": "c"}),
        (5, {"id": "4", "text": 'd "e" f'}),
        (6, {"id": "5", "text": "e"}),
    ]
    path = written(tmp_path, 'id,text\n1,a\n2,"never closed\n3,c\n4,d\n')
    assert shown(rows(path, CSV))[1] == (3, "a quote is opened on this line and never closed")
    assert shown(rows(path, CSV))[2:] == [(4, {"id": "3", "text": "c"}), (5, {"id": "4", "text": "d"})]


def test_quote_never_closed_in_a_large_file_stays_in_bounds(tmp_path: Path) -> None:
    many = "".join(f"{number},some text without quotes\n" for number in range(100_000))
    path = written(tmp_path, 'id,text\n0,"open\n' + many)
    found = list(rows(path, CSV))
    assert (found[0].number, found[0].problem) == (2, "the row is longer than 1 MB: a quote is never closed")
    assert len(found) == 100_001


def test_latin_1_csv_is_read_and_said(tmp_path: Path) -> None:
    path = written(tmp_path, "id,teks\n1,caf\u00e9 \u201ctutup\u201d\n".encode("cp1252"))
    assert head(path).notes == ("The file is not UTF-8; it is read as Windows-1252 text.",)
    assert shown(rows(path, CSV)) == [(2, {"id": "1", "teks": "café “tutup”"})]


def test_utf8_with_one_damaged_row(tmp_path: Path) -> None:
    path = written(tmp_path, "id,teks\n1,kopi ☕ é\n2,".encode() + b"\xff\n3,x\n")
    assert head(path).notes == ("The file is UTF-8 with damaged characters; their rows are set aside.",)
    assert shown(rows(path, CSV))[1] == (3, "it is not text in the file's encoding")


def test_csv_of_a_cut_archive_ends_with_one_problem(tmp_path: Path) -> None:
    texts = "".join(f'{number},"{number * 2654435761 % 999983}\nsecond line"\n' for number in range(20000))
    whole = gzip.compress(("id,text\n" + texts).encode())
    path = written(tmp_path, whole[: len(whole) // 2])
    found = list(rows(path, CSV))
    assert len(found) > 1000
    assert [line.value["id"] for line in found[:-1]] == [str(number) for number in range(len(found) - 1)]
    assert (found[-1].problem or "").startswith("the compressed file is cut short")


# Invariants

ROWS = st.lists(
    st.one_of(
        st.integers(0, 9).map(lambda number: json.dumps({"id": number})),
        st.sampled_from(["", "oops", '{"id": "x"}', '{"id"', "[]"]),
    ),
    max_size=12,
)


@given(ROWS, st.integers(0, 14), st.sampled_from(["ndjson", "json", "csv"]), st.sampled_from(["", "cut"]))
@settings(deadline=None, max_examples=300)
def test_skipping_is_slicing(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], skip: int, kind: str, cut: str
) -> None:
    content = {
        "ndjson": "\n".join(texts),
        "json": "[" + ",".join(text for text in texts if text) + "]",
        "csv": 'id,"a\nb"\n' + "\n".join(f'{text.replace(",", ";")},"{text}' for text in texts),
    }[kind]
    data = gzip.compress(content.encode())
    path = written(tmp_path_factory.mktemp("skip"), data[:-9] if cut and content else content or " ")
    format = {"ndjson": NDJSON, "json": JSON, "csv": CSV}[kind]
    try:
        whole = list(rows(path, format))
    except CiceroError:
        return
    assert list(rows(path, format, skip)) == whole[skip:]


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=100).map(str.encode),
        st.text('[]{}",:\\ \n\r01ae\0;', max_size=100).map(str.encode),
    ),
    st.sampled_from([bytes, gzip.compress, lambda data: gzip.compress(data)[:-9], lambda data: b"[" + data]),
)
@settings(deadline=None, max_examples=600)
def test_whatever_the_bytes_only_our_errors(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, wrap: Any
) -> None:
    path = written(tmp_path_factory.mktemp("bytes"), wrap(content))
    for format in (NDJSON, JSON, CSV, format_of("json", "a.b"), format_of("json", row=Any)):
        try:
            for line in rows(path, format):
                assert isinstance(line.raw, str)
            head(path)
        except CiceroError as error:
            raised = str(error)
            assert raised

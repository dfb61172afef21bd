"""Opens a file as a plain stream of bytes, whatever wraps it, and says clearly when it is no text at all.

`.xz` and `.gz` are told from the first bytes, not from the name. A byte order mark is skipped. A wrapped
file that is cut short gives everything before the cut; `Source.damage` then says what happened.
"""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cicero.errors import FormatError, NotFoundError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SAMPLE = 1 << 16
BLOCK = 1 << 20
BOM = b"\xef\xbb\xbf"
XZ, GZIP = b"\xfd7zXZ\x00", b"\x1f\x8b"

MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook", "Unpack it, or save the sheet as CSV UTF-8."),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "Save the sheet as CSV UTF-8."),
    (b"%PDF", "a PDF", "Ask the tool that made it for CSV or JSON."),
    (b"\x89PNG", "an image (PNG)", "Cicero reads exports, not pictures."),
    (b"\xff\xd8\xff", "an image (JPEG)", "Cicero reads exports, not pictures."),
    (b"GIF8", "an image (GIF)", "Cicero reads exports, not pictures."),
    (b"SQLite format 3\x00", "an SQLite database", "Export its table as CSV."),
    (b"PAR1", "a Parquet file", "Convert it to CSV or NDJSON."),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard", "Unpack it with `zstd -d`, or use .xz or .gz."),
    (b"BZh", "compressed with bzip2", "Unpack it with `bunzip2`, or use .xz or .gz."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first."),
    (XZ, "compressed twice", "Unpack it once."),
    (GZIP, "compressed twice", "Unpack it once."),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


class Steady(io.RawIOBase):
    """Bytes that simply end where they can no longer be read; `damage` then says why."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self._ahead = b""
        self.damage: str | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        with memoryview(buffer).cast("B") as view:
            data = self._ahead[: len(view)] or self._next(len(view))
            self._ahead = self._ahead[len(data) :]
            view[: len(data)] = data
        return len(data)

    def peek(self, size: int) -> bytes:
        while len(self._ahead) < size and (more := self._next(size)):
            self._ahead += more
        return self._ahead[:size]

    def drop(self, size: int) -> None:
        self._ahead = self._ahead[size:]

    def close(self) -> None:
        self._inner.close()
        super().close()

    def _next(self, size: int) -> bytes:
        if self.damage:
            return b""
        try:
            return self._inner.read1(size)  # type: ignore[attr-defined, no-any-return]
        except EOFError:
            self.damage = "the compressed file is cut short"
        except (lzma.LZMAError, zlib.error, gzip.BadGzipFile) as error:
            self.damage = f"the compressed file is damaged ({error})"
        except OSError as error:
            self.damage = f"the disk cannot read on ({error.strerror})"
        return b""


class Source(io.BufferedReader):
    """The unpacked bytes of a file, from after its byte order mark. Use it in a `with` statement."""

    def __init__(self, steady: Steady) -> None:
        super().__init__(steady, BLOCK)
        self._steady = steady

    @property
    def damage(self) -> str | None:
        """What ended the bytes before their time, known once they have been read to the end."""
        return self._steady.damage

    def sample(self) -> bytes:
        """The first 64 KB; only before anything was read."""
        return self._steady.peek(SAMPLE)


def open_file(path: Path) -> Source:
    """The bytes of that file; FormatError when it is empty, binary, or a pointer to a file elsewhere."""
    steady = Steady(_unpacked(path))
    try:
        _refuse(steady.peek(SAMPLE), steady.damage)
    except FormatError:
        steady.close()
        raise
    if steady.peek(3) == BOM:
        steady.drop(3)
    return Source(steady)


def _unpacked(path: Path) -> BinaryIO:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise NotFoundError(f"There is no file {path}.") from None
    except OSError as error:
        raise FormatError(f"The file cannot be opened: {error.strerror}.") from None
    start = file.peek(6)[:6]
    if start == XZ:
        return lzma.LZMAFile(file)  # type: ignore[return-value]
    if start[:2] == GZIP:
        return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]
    return file


def _refuse(sample: bytes, damage: str | None) -> None:
    """Raises FormatError for what can be seen from the first bytes to hold no rows."""
    if damage and not sample:
        raise FormatError(f"The file cannot be unpacked: {damage}.", "Copy or download it again.")
    if not sample.removeprefix(BOM).strip():
        raise FormatError("The file is empty.", "Export or download it again.")
    if sample.startswith(b"version https://git-lfs"):
        hint = "Fetch the file itself with `git lfs pull` where it came from."
        raise FormatError("The file is a Git LFS pointer, not the file it stands for.", hint)
    for magic, what, hint in MAGIC:
        if sample.startswith(magic):
            raise FormatError(f"The file is {what}, which Cicero does not read.", hint)
    if _is_utf16(sample):
        hint = "Save it as UTF-8 (in Excel: “CSV UTF-8”)."
        raise FormatError("The file is UTF-16 text, and Cicero reads UTF-8.", hint)
    if _is_binary(sample):
        raise FormatError("The file is a binary file, not text.", "Cicero reads JSON, NDJSON and CSV.")


def _is_utf16(sample: bytes) -> bool:
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    even, odd = sample[0:4096:2].count(0), sample[1:4096:2].count(0)
    half = min(len(sample), 4096) // 2
    return half > 1 and (max(even, odd) > 0.6 * half) and min(even, odd) == 0


def _is_binary(sample: bytes) -> bool:
    """Whether too many bytes are control characters; a few stray ones are a matter for their rows."""
    return len(sample) - len(sample.translate(None, CONTROLS)) > 0.05 * len(sample)

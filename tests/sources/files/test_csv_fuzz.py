"""Whatever stands in the cells of an export, reading it ends in records and reasons, never in a trace."""

import csv
import io
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.files.reads import PAYLOADS, read, written

from cicero.errors import CiceroError
from cicero.records import AccountRef

FILES = sorted(path.name for path in PAYLOADS.glob("*.csv"))
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", "0", "-1", "1.2K", "99999999999999999999", "1e309", "NaN", "２０２６", "2026-06-01",
         "13/13/2026",         "1781253245", "https://www.instagram.com/p/DZ/", "https://www.tiktok.com/@x/video/99999999999999999999",
         "https://www.instagram.com/reel/zzzzzzzzzzz/", "story", "Facebook", "@", "\u2028", "00/00/0000",
         "0001-01-01", "9999-12-31 23:59", "2026-06-01T00:00:00+99:99", "2026-06-01 10:00 +9999"],
    ),
)  # fmt: skip


@pytest.mark.parametrize("file", FILES)
@given(seed=st.integers(), cells=st.lists(CELLS, min_size=1, max_size=8))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cell(tmp_path: Path, file: str, seed: int, cells: list[str]) -> None:
    chance = random.Random(seed)
    text = (PAYLOADS / file).read_text(encoding="utf-8-sig")
    table = list(csv.reader(io.StringIO(text), delimiter=";" if file == "umum.csv" else ","))
    for cell in cells:
        row = chance.choice(table[1:])
        row[chance.randrange(len(row))] = cell
    out = io.StringIO()
    csv.writer(out).writerows(table)
    path = written(tmp_path, out.getvalue().encode("utf-8", "replace"))
    account = AccountRef(platform="instagram", handle="kopi")
    for told in ({}, {"platform": "instagram", "account": account, "zone": "Asia/Jakarta"}):
        try:
            read(path, **told)
        except CiceroError as error:
            raised = str(error)
            assert raised


@given(
    st.lists(
        st.lists(
            st.sampled_from(["date", "likes", "url", "followers", "13/06/2026", "1", '"', "", "x,y"]),
            max_size=4,
        ).map(",".join),
        min_size=1,
        max_size=6,
    )
)  # fmt: skip
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table(tmp_path: Path, lines: list[str]) -> None:
    path = written(tmp_path, "\n".join(lines) or " ")
    try:
        read(path, platform="tiktok", account=AccountRef(platform="tiktok", handle="k"), zone="UTC")
    except CiceroError as error:
        raised = str(error)
        assert raised

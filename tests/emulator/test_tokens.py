"""Page tokens carry their position for their own list alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cicero.emulator.tokens import seal, unseal

SUBJECTS = st.sampled_from(["posts 1", "posts 2", "comments ABC recent"])


@given(SUBJECTS, st.integers(0, 1 << 80))
def test_a_token_comes_back_as_its_position(subject: str, position: int) -> None:
    assert unseal(subject, seal(subject, position)) == position


@given(SUBJECTS, SUBJECTS, st.integers(0, 1 << 63))
def test_a_token_of_another_list_is_none(subject: str, other: str, position: int) -> None:
    if subject != other:
        assert unseal(other, seal(subject, position)) is None


@given(st.integers(0, 1 << 63), st.integers(0, 23), st.sampled_from("ABCDEFxyz012_-"))
def test_a_changed_token_is_none(position: int, place: int, letter: str) -> None:
    token = seal("posts 1", position)
    changed = token[:place] + letter + token[place + 1 :]
    assert unseal("posts 1", changed) == (position if changed == token else None)


@given(st.text())
def test_what_is_no_token_is_none(text: str) -> None:
    assert unseal("posts 1", text) is None

"""The rule for new passwords: long enough, and not what somebody would try early."""

from __future__ import annotations

import re
from threading import Lock

from cicero.errors import InputError

SHORTEST = 12
LONGEST = 500
WEIGHED = 40
"""Characters that are weighed. A text made for it keeps the library busy: for a second with 40, 6 with 72."""
ENOUGH = 3
"""Of the library's 0 to 4: ten thousand million guesses would not find it."""
ADVICE = "A few unrelated words in a row are easy to remember and hard to guess."

_one_at_a_time = Lock()
"""The library keeps the forbidden words of a call in a global table."""


def check_strength(password: str, names: tuple[str, ...]) -> None:
    """InputError says which rule a new password breaks. `names`: what the person is called."""
    if len(password) < SHORTEST:
        raise InputError("The password is too short; it needs at least 12 characters.", ADVICE)
    if len(password) > LONGEST:
        raise InputError("The password is longer than 500 characters.", "Use a shorter one.")
    score, why = _weigh(password[:WEIGHED], _words(names))
    if score < ENOUGH:
        raise InputError("The password is too easy to guess.", why or ADVICE)


def _weigh(password: str, words: list[str]) -> tuple[int, str]:
    """How hard it is to guess, 0 to 4, and the library's most important word on it."""
    from zxcvbn import zxcvbn  # its lists of words take a tenth of a second to load

    with _one_at_a_time:
        found = zxcvbn(password, user_inputs=words)
    told = found["feedback"]
    return found["score"], told["warning"] or next(iter(told["suggestions"]), "")


def _words(names: tuple[str, ...]) -> list[str]:
    parts = [part for name in names for part in re.split(r"[^\w]+", name)]
    return [one for one in dict.fromkeys([*names, *parts, "cicero"]) if len(one) > 2]

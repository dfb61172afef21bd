"""How strongly two things occur together, beyond what chance would bring: plain statistics on counts."""

from __future__ import annotations

from math import log


def log_likelihood(together: int, one: int, other: int, of: int) -> float:
    """Dunning's log-likelihood ratio (G²) of two things found on `one` and `other` of `of` posts.

    It grows with evidence, so a pair seen once does not lead, as it would by a ratio such as mutual
    information. Below zero when they meet less often than by chance; chance alone brings 3.84 and more in
    less than 5 of 100 cases.
    """
    cells = (
        (together, one, other),
        (one - together, one, of - other),
        (other - together, of - one, other),
        (of - one - other + together, of - one, of - other),
    )
    total = 2 * sum(seen * log(seen * of / (row * column)) for seen, row, column in cells if seen)
    return total if together * of >= one * other else -total


def jaccard(together: int, one: int, other: int) -> float | None:
    """Those with both ÷ those with either; None when there are none."""
    either = one + other - together
    return together / either if either else None

"""temporary"""


def allowed(shortage: float) -> frozenset[str]:
    return frozenset({"comments_own", "comments_competitor", "backfill", "sample"})

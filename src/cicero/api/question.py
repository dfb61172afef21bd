"""The parameters of a question, as the reference describes them; `analytics.asking` reads what they say."""

from __future__ import annotations

from typing import Any, get_args

from litestar.openapi.spec import Parameter

from cicero.analytics.asking import PARAMETERS, ROLES
from cicero.analytics.query import DIMENSIONS
from cicero.api.parameters import text
from cicero.metrics import BASES
from cicero.periods import PRESETS, Comparison
from cicero.records import PLATFORMS

_MORE: dict[str, dict[str, Any]] = {
    "metrics": {"example": "posts,likes,comments", "required": True},
    "period": {"enum": list(PRESETS)},
    "from": {"example": "2026-05-01", "format": "date"},
    "to": {"example": "2026-05-31", "format": "date"},
    "basis": {"enum": list(BASES)},
    "compare": {"enum": list(get_args(Comparison))},
    "compare_from": {"example": "2025-05-01", "format": "date"},
    "compare_to": {"example": "2025-05-31", "format": "date"},
    "by": {"enum": list(DIMENSIONS)},
    "accounts": {"example": "tiktok:kopi.contoh,instagram:kopi.contoh"},
    "platform": {"enum": list(PLATFORMS)},
    "role": {"enum": list(ROLES)},
    "kind": {"example": "video,carousel"},
    "hashtag": {"example": "kopi"},
    "mention": {"example": "kopi.contoh"},
    "text": {"example": "kopi susu"},
    "counts": {"example": "likes>=100,views<5000"},
    "weekday": {"enum": [str(day) for day in range(1, 8)]},
    "hour": {"enum": [str(hour) for hour in range(24)]},
}
QUESTION: dict[str, Parameter] = {
    name: text(name, description, **_MORE.get(name, {})) for name, description in PARAMETERS.items()
}
OF_FIGURES = ("metrics", "basis", "compare", "compare_from", "compare_to", "by")
OF_WHICH_POSTS = tuple(QUESTION[name] for name in PARAMETERS if name not in OF_FIGURES)
"""What chooses posts, without what is to be counted of them."""

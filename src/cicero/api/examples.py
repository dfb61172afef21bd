"""An example of every answer, read off its type: what a field is called says what may stand in it."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET
from msgspec import inspect as shapes

INSTANT, DAY = "2026-05-06T03:00:00Z", "2026-05-06"
TOLD: dict[str, Any] = {
    "handle": "kopi.contoh",
    "account_name": "Kopi Contoh",
    "slug": "kopi-contoh",
    "client": "kopi-contoh",
    "username": "sari",
    "email": "sari@example.org",
    "role": "manager",
    "zone": "Asia/Jakarta",
    "language": "id",
    "caption": "Pagi dengan kopi susu #kopi",
    "hashtags": ["kopi"],
    "mentions": [],
    "url": "https://www.tiktok.com/@kopi.contoh/video/7440000000000000001",
    "post_id": "7440000000000000001",
    "next": None,
    "likes": 1204,
    "views": 48_210,
    "followers": 91_500,
    "address": "192.0.2.7",
    "token": "…",
}
"""By name; what is not here gets a value of its type. All of it is invented."""


def example_of(answered: Any) -> Any:
    """As JSON; None where the type does not say what is in it."""
    return _example(shapes.type_info(answered), "")


def _example(shape: shapes.Type, name: str) -> Any:
    if name in TOLD and not isinstance(shape, shapes.StructType | shapes.DictType):
        return TOLD[name]
    if isinstance(shape, shapes.StructType):
        return {
            field.encode_name: _example(field.type, field.encode_name)
            for field in shape.fields
            if field.default is not UNSET
        }
    if isinstance(shape, shapes.ListType | shapes.VarTupleType):
        return [_example(shape.item_type, name)]
    if isinstance(shape, shapes.TupleType):
        return [_example(one, name) for one in shape.item_types]
    if isinstance(shape, shapes.UnionType):
        return _example(next(one for one in shape.types if not isinstance(one, shapes.NoneType)), name)
    if isinstance(shape, shapes.DictType):
        return {}
    return _plain(shape, name)


def _plain(shape: shapes.Type, name: str) -> Any:
    if isinstance(shape, shapes.LiteralType):
        return shape.values[0]
    if isinstance(shape, shapes.StrType):
        return "12" if name.endswith("_id") else name.replace("_", " ").capitalize()
    values: dict[type[shapes.Type], Any] = {
        shapes.DateTimeType: INSTANT,
        shapes.DateType: DAY,
        shapes.BoolType: False,
        shapes.IntType: 12,
        shapes.FloatType: 0.5,
    }
    return values.get(type(shape))

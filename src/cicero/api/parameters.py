"""The parameters of a query string: what the reference says of them, and that no other is taken.

Handlers hand the query string's text on to the room that reads it, which also says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from litestar import Request
from litestar.openapi.spec import Example, OpenAPIHeader, OpenAPIResponse, Operation, Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import Body

from cicero.api import fields
from cicero.errors import InputError, NotFoundError

W = TypeVar("W", bound=str)


def text(
    name: str, description: str, *, example: str = "", required: bool = False, **schema: Any
) -> Parameter:
    """A parameter for the reference; `schema` says more of its values: `enum`, `format`, `pattern`."""
    return Parameter(
        name=name,
        param_in="query",
        description=description,
        required=required,
        schema=Schema(type=OpenAPIType.STRING, **schema),
        examples={name: Example(value=example)} if example else None,
    )


def header(told: str, kind: OpenAPIType = OpenAPIType.STRING, **schema: Any) -> OpenAPIHeader:
    """A header of an answer for the reference; `schema` as with `text`."""
    return OpenAPIHeader(description=told, schema=Schema(type=kind, **schema))


def taking(
    *parameters: Parameter, example: Any = None, headers: Mapping[str, OpenAPIHeader] | None = None
) -> type[Operation]:
    """The operation of a handler that takes these parameters: `@get(..., operation_class=taking(CLIENT))`.

    `example` is an answer of it, where its type does not say enough; `headers` are those that are its own.
    """

    @dataclass
    class Taking(Operation):
        def __post_init__(self) -> None:
            self.parameters = [*(self.parameters or ()), *parameters]
            answer = (self.responses or {}).get("200")
            if not isinstance(answer, OpenAPIResponse):
                return
            answer.headers = {**(answer.headers or {}), **(headers or {})} or None
            for content in (answer.content or {}).values() if example is not None else ():
                content.example = example

    return Taking


def body(**example: Any) -> Any:
    """The body of a request, with an example for the reference: `Annotated[NewView, body(name="Mei")]`."""
    return Body(examples=[Example(value=example)])


def whole(given: str | None, name: str, *, default: int, most: int, least: int = 1) -> int:
    """The whole number that a parameter says; InputError names it and what is allowed."""
    if not given:
        return default
    if given.isascii() and given.isdigit() and len(given) < 20 and least <= int(given) <= most:
        return int(given)
    raise InputError(f"{name}={given} is not known.", f"Use a whole number from {least} to {most}.")


def one_of(given: str | None, name: str, allowed: tuple[W, ...], default: W) -> W:
    """The one of the allowed words that a parameter says."""
    if not given:
        return default
    for one in allowed:
        if one == given:
            return one
    raise InputError(f"{name}={given} is not known.", f"Use one of {', '.join(allowed)}.")


def id_of(given: str) -> int:
    """The number that an id in a path stands for; NotFoundError where it can be none."""
    digits = given.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) < 20 and int(digits) < 2**63:
        return int(given)
    raise NotFoundError(f"There is nothing with the id {given[:40]!r}.")


async def refuse_unknown(request: Request[Any, Any, Any]) -> None:
    """A misspelt parameter is an error: without it another question would be answered.

    Here `fields` is read, too. OPTIONS stands in no description, and asks nothing.
    """
    if request.method == "OPTIONS":
        return
    known = _documented(request)
    for name in request.query_params:
        if name not in known:
            hint = f"Known are {', '.join(known)}." if known else "It takes none."
            raise InputError(f"There is no parameter {name!r} here.", hint)
        if len(request.query_params.getall(name)) > 1:
            raise InputError(f"{name} is given more than once.", "Separate several values by commas.")
    if asked := request.query_params.get(fields.NAME):
        fields.ask(request, asked)


def _documented(request: Request[Any, Any, Any]) -> list[str]:
    paths = request.app.openapi_schema.paths or {}
    operation = getattr(paths[request.scope["path_template"]], request.method.lower())
    return [one.name for one in operation.parameters or () if one.param_in == "query"]

"""Whom `X-Forwarded-*` is believed: trusted proxies, from the right, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from cicero.app.proxies import see_through, trusted_proxies
from cicero.config import load
from cicero.errors import InputError

TRUSTED = "10.0.0.0/8, 127.0.0.1, ::1"


def seen(peer: str | None, *, host: bool = True, trusted: str = TRUSTED, **said: str) -> tuple[Any, str, str]:
    """Client, scheme and host after the headers that were said (`for_` stands for X-Forwarded-For)."""
    headers = [(b"host", b"inner:8600")]
    headers += [
        (f"x-forwarded-{name.rstrip('_')}".encode(), value.encode("latin-1")) for name, value in said.items()
    ]
    scope: Any = {"client": (peer, 4711) if peer else None, "scheme": "http", "headers": headers}
    see_through(scope, trusted_proxies(load({"CICERO_TRUSTED_PROXIES": trusted})), host=host)
    hosts = [value.decode() for name, value in scope["headers"] if name == b"host"]
    assert len(hosts) == 1
    return scope["client"] and scope["client"][0], scope["scheme"], hosts[0]


@pytest.mark.parametrize(
    ("peer", "chain", "client"),
    [
        ("10.0.0.2", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 10.1.1.1", "203.0.113.9"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("10.0.0.2", "203.0.113.9:51234", "203.0.113.9"),
        ("10.0.0.2", "[2001:db8::7]:443", "2001:db8::7"),
        ("10.0.0.2", "::ffff:203.0.113.9", "203.0.113.9"),
        # what the client itself made up stands further left and is never reached
        ("10.0.0.2", "127.0.0.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1, 203.0.113.9, 10.1.1.1", "203.0.113.9"),
        ("10.0.0.2", "10.9.9.9", "10.9.9.9"),
        ("10.0.0.2", "", None),
        ("10.0.0.2", "not an address", None),
        ("10.0.0.2", "203.0.113.9, unknown", None),
    ],
)
def test_the_first_from_the_right_who_is_not_trusted_is_the_client(
    peer: str, chain: str, client: str | None
) -> None:
    assert seen(peer, for_=chain)[0] == client


@pytest.mark.parametrize("peer", ["203.0.113.9", "192.168.0.1", None])
def test_nobody_else_is_believed_anything(peer: str | None) -> None:
    assert seen(peer, for_="127.0.0.1", proto="https", host_="evil.example") == (peer, "http", "inner:8600")


def test_scheme_and_host_come_from_the_outermost_trusted_proxy() -> None:
    chain = "203.0.113.9, 10.1.1.1"
    assert seen("127.0.0.1", for_=chain, proto="ftp, https, http")[1] == "https"
    assert seen("127.0.0.1", for_=chain, proto="https")[1] == "https"
    assert seen("127.0.0.1", for_=chain, proto="javascript")[1] == "http"
    assert seen("127.0.0.1", for_=chain, host_="cicero.example")[2] == "cicero.example"
    assert seen("127.0.0.1", for_=chain, host_="evil.example, cicero.example, inner")[2] == "cicero.example"
    assert seen("127.0.0.1", for_=chain, host_="cicero.example", host=False)[2] == "inner:8600"


@pytest.mark.parametrize("wrong", ["10.0.0.1/8", "proxy.example", "10.0.0.0/99", "*"])
def test_what_is_no_network_is_named(wrong: str) -> None:
    with pytest.raises(InputError, match="CICERO_TRUSTED_PROXIES"):
        trusted_proxies(load({"CICERO_TRUSTED_PROXIES": wrong}))

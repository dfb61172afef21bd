"""Under which names requests are answered."""

from __future__ import annotations

from typing import Any

import pytest

from cicero.app.hosts import allowed_hosts, bare, is_welcome
from cicero.config import load

PUBLIC = {"CICERO_PUBLIC_URL": "https://cicero.example.org/"}
LISTED = {**PUBLIC, "CICERO_ALLOWED_HOSTS": "stats.example.org, 192.0.2.7, [2001:db8::1]"}


def welcome(environ: dict[str, str], *hosts: str, client: str = "203.0.113.9", path: str = "/") -> bool:
    headers = [(b"host", host.encode("latin-1")) for host in hosts]
    scope: Any = {"headers": headers, "client": (client, 1), "path": path}
    return is_welcome(scope, allowed_hosts(load(environ)))


@pytest.mark.parametrize(
    ("environ", "host", "expected"),
    [
        ({}, "anything.example", True),
        (PUBLIC, "cicero.example.org", True),
        (PUBLIC, "CICERO.example.org:443", True),
        (PUBLIC, "cicero.example.org.", True),
        (PUBLIC, "evil.example", False),
        (PUBLIC, "cicero.example.org.evil.example", False),
        (PUBLIC, "evil.example/cicero.example.org", False),
        (PUBLIC, "evil.example#cicero.example.org", False),
        (PUBLIC, "cicero.example.org@evil.example", False),
        (PUBLIC, "evil.example@cicero.example.org", False),
        (PUBLIC, "cicero.example.org:evil", False),
        (PUBLIC, "", False),
        (PUBLIC, "localhost", False),
        (LISTED, "stats.example.org", True),
        (LISTED, "192.0.2.7:8600", True),
        (LISTED, "[2001:db8::1]:8600", True),
        (LISTED, "cicero.example.org", True),
        (LISTED, "192.0.2.8", False),
    ],
)
def test_names_are_ours_or_not(environ: dict[str, str], host: str, expected: bool) -> None:
    assert welcome(environ, host) is expected


def test_the_machine_itself_may_say_localhost_and_probes_anything() -> None:
    for name in ("localhost:8600", "127.0.0.1:8600", "[::1]:8600"):
        assert welcome(PUBLIC, name, client="127.0.0.1")
        assert not welcome(PUBLIC, name)
    assert not welcome(PUBLIC, "evil.example", client="127.0.0.1")
    assert welcome(PUBLIC, "10.1.2.3:8600", path="/health")


def test_two_hosts_are_never_welcome() -> None:
    assert not welcome({}, "a.example", "b.example")
    assert not welcome(PUBLIC, "cicero.example.org", "evil.example")
    assert not welcome(PUBLIC)


def test_a_host_without_its_port() -> None:
    assert [bare(one) for one in ("A.example:80", "a.example", "[::1]:1", "a b", "a.example:99999")] == [
        "a.example",
        "a.example",
        "::1",
        "a b",
        "",
    ]

import inspect

import pytest

from cicero.errors import NotFoundError
from cicero.records import PLATFORMS
from cicero.sources.registry import SOURCES, for_platform, source
from cicero.sources.source import Client


def test_sources_are_known_by_name_and_by_network() -> None:
    assert source("social-api4").page_size == 12
    assert source("tiktok-api23").page_size == 35
    assert [[known.name for known in for_platform(platform)] for platform in PLATFORMS] == [
        ["social-api4"],
        ["tiktok-api23"],
    ]
    with pytest.raises(NotFoundError, match="no source “myspace”"):
        source("myspace")


@pytest.mark.parametrize("name", SOURCES)
def test_every_client_answers_all_calls(name: str) -> None:
    """With the parameters of the protocol, in its order: callers do not know which one they hold."""
    connect = SOURCES[name].connect
    for call, said in inspect.getmembers(Client, inspect.isfunction):
        if not call.startswith("_"):
            assert list(inspect.signature(getattr(connect, call)).parameters) == list(
                inspect.signature(said).parameters
            )

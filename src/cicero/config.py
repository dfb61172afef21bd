"""Every setting once: name, type, default, help.

A setting comes from the environment (`CICERO_PORT`), else from the file `cicero.toml` in the data
directory or where `CICERO_CONFIG` points, else from its default. `cicero config` prints them all.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import msgspec
from msgspec import Meta, Struct
from platformdirs import user_data_path

from cicero.errors import InputError

SECRETS = frozenset({"database_url", "secret", "smtp_password"})


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    data_dir: Annotated[
        Path, Meta(description="Where the embedded database, uploads and rejected rows are kept.")
    ]
    host: Annotated[str, Meta(description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535, description="Port to listen on.")] = 8600
    database_url: Annotated[
        str,
        Meta(description="PostgreSQL to use instead of the embedded one: postgresql://user@host/name."),
    ] = ""
    postgres_bin: Annotated[
        str,
        Meta(description="Folder with initdb and postgres, instead of the wheel's or the system's."),
    ] = ""
    postgres_user: Annotated[
        str,
        Meta(description="Unprivileged account that runs the embedded PostgreSQL when Cicero runs as root."),
    ] = "nobody"
    pool_size: Annotated[
        int, Meta(ge=1, le=200, description="Most connections to the database per process.")
    ] = 8
    session_days: Annotated[
        int, Meta(ge=1, le=400, description="Days after which an unused session ends.")
    ] = 30
    public_url: Annotated[
        str,
        Meta(
            description="Address people use, such as https://cicero.example.org; https makes cookies Secure."
        ),
    ] = ""
    allowed_hosts: Annotated[
        str,
        Meta(
            description="Names, between commas, under which requests may reach Cicero. Empty: the name in "
            "CICERO_PUBLIC_URL; any, where that is empty too. From the machine itself localhost works always."
        ),
    ] = ""
    trusted_proxies: Annotated[
        str,
        Meta(
            description="Addresses or networks, between commas, of reverse proxies such as 127.0.0.1 or "
            "10.0.0.0/8. Only what these say in X-Forwarded-For and -Proto is believed, and in -Host where "
            "the allowed hosts are known."
        ),
    ] = ""
    cors_origins: Annotated[
        str,
        Meta(
            description="Addresses, between commas, of other sites whose pages may use the API, such as "
            "https://dashboard.example.org."
        ),
    ] = ""
    api_requests: Annotated[
        int,
        Meta(
            ge=0,
            le=1_000_000,
            description="Requests a minute that each session or key may make of the API, and each address of "
            "those without; counted by each process for itself. 0: no limit.",
        ),
    ] = 1_200
    secret: Annotated[
        str,
        Meta(
            description="Key that signs form tokens and links to pictures and seals the keys of sources; "
            "made and kept in the data directory when not given. "
            "Machines that serve one database need the same."
        ),
    ] = ""
    workers: Annotated[int, Meta(ge=1, le=64, description="Processes that answer requests.")] = 1
    collect: Annotated[
        bool,
        Meta(description="Whether `cicero serve` also collects; false where `cicero work` runs beside it."),
    ] = True
    jobs: Annotated[
        int, Meta(ge=1, le=64, description="Jobs that one process collects with at the same time.")
    ] = 6
    promise_own: Annotated[
        float, Meta(ge=0.5, le=168, description="Hours within which new posts of own accounts are found.")
    ] = 6.0
    promise_competitors: Annotated[
        float, Meta(ge=0.5, le=168, description="The same for accounts that nobody watches as their own.")
    ] = 12.0
    call_price: Annotated[
        float,
        Meta(
            gt=0,
            description="Error-hours that a call must save to be made: one post wholly wrong for an hour is "
            "1. Higher is fewer calls; a budget that runs short raises it by itself.",
        ),
    ] = 1.0
    comment_days: Annotated[
        int,
        Meta(
            ge=0,
            le=3650,
            description="Days for which comments keep their texts and authors, where a client sets nothing "
            "else; 0: for ever.",
        ),
    ] = 0
    raw_days: Annotated[
        int, Meta(ge=0, le=3650, description="Days for which the sources' answers are kept as they came.")
    ] = 30
    accuracy_sample: Annotated[
        int,
        Meta(
            ge=0,
            le=10_000,
            description="Posts a day, of each source, fetched only to see how right the stored counts are.",
        ),
    ] = 24
    live_minutes: Annotated[
        float,
        Meta(
            ge=0,
            le=1440,
            description="Minutes for which what was read of an account answers dashboards that ask for it "
            "live.",
        ),
    ] = 15.0
    live_seconds: Annotated[
        float,
        Meta(
            gt=0,
            le=60,
            description="Seconds that these wait for a source before they get what is stored.",
        ),
    ] = 8.0
    likers: Annotated[
        bool,
        Meta(
            description="Whether lists of who likes own posts are read, for clients that have a roster: some "
            "six calls for each post of its first week."
        ),
    ] = True
    smtp_host: Annotated[
        str,
        Meta(description="Server that sends mail. Empty: mails wait at /settings/mail to be handed on."),
    ] = ""
    smtp_port: Annotated[int, Meta(ge=1, le=65535, description="Its port; 465 is usual for tls.")] = 587
    smtp_security: Annotated[
        Literal["starttls", "tls", "none"],
        Meta(description="starttls, tls (from the first byte) or none (a server on this machine only)."),
    ] = "starttls"
    smtp_user: Annotated[str, Meta(description="Who signs in there; empty: nobody.")] = ""
    smtp_password: Annotated[str, Meta(description="The password for that.")] = ""
    mail_from: Annotated[
        str, Meta(description="Sender of mails, such as Cicero <cicero@example.org>; else the user there.")
    ] = ""
    development: Annotated[
        bool,
        Meta(description="Whether `/_components` is there: a page of every component, for work on them."),
    ] = False
    log_level: Annotated[str, Meta(description="debug, info, warning or error.")] = "info"

    def __repr__(self) -> str:
        """As it may stand in a log or traceback."""
        values = ((name, getattr(self, name)) for name in self.__struct_fields__)
        shown = (f"{name}={'***' if value and name in SECRETS else repr(value)}" for name, value in values)
        return f"Settings({', '.join(shown)})"


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return load(os.environ)


def load(environ: Mapping[str, str]) -> Settings:
    """Settings from environment and file; InputError names the setting that is wrong."""
    values = {**_from_file(_file(environ)), **_from_environment(environ)}
    values.setdefault("data_dir", str(_default_data_dir()))
    values["data_dir"] = Path(str(values["data_dir"])).expanduser().absolute()
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(f"A setting is wrong: {error}.", "`cicero config` lists all settings.") from None


def described() -> list[tuple[str, str, str]]:
    """(setting, default, help) of every setting, for `cicero config` and the docs."""
    hints = get_type_hints(Settings, include_extras=True)
    rows = []
    for field in msgspec.structs.fields(Settings):
        default = "" if field.default is msgspec.NODEFAULT else str(field.default)
        rows.append((variable(field.name), default, hints[field.name].__metadata__[0].description))
    return rows


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return "DATABASE_URL" if name == "database_url" else f"CICERO_{name.upper()}"


def several(value: str) -> tuple[str, ...]:
    """The values of a setting that holds several, between commas."""
    return tuple(one.strip() for one in value.split(",") if one.strip())


def _default_data_dir() -> Path:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/cicero")
    return user_data_path("cicero")


def _file(environ: Mapping[str, str]) -> Path:
    if named := environ.get("CICERO_CONFIG"):
        if not Path(named).is_file():
            raise InputError(f"CICERO_CONFIG names {named}, which is not a file.")
        return Path(named)
    return Path(environ.get("CICERO_DATA_DIR") or _default_data_dir()).expanduser() / "cicero.toml"


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise InputError(f"The settings file {path} cannot be read: {error}.") from None


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    names = (field.name for field in msgspec.structs.fields(Settings))
    return {name: environ[variable(name)] for name in names if environ.get(variable(name))}

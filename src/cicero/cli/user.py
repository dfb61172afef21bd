"""`cicero user create|password|no-second-step USERNAME`: people who may sign in, also when locked out."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from getpass import getpass
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from cicero import audit, auth, clients, db
from cicero.config import settings
from cicero.errors import InputError

app = App(name="user", help="Look after the people who sign in.")


@app.command
def create(
    username: str,
    *,
    name: Annotated[str, Parameter(help="How the person is called; else the username.")] = "",
    admin: Annotated[bool | None, Parameter(help="May everything. The first person always may.")] = None,
    client: Annotated[str, Parameter(help="Short name of a client that the person may see.")] = "",
    role: Annotated[str, Parameter(help="What they may do there: manager, analyst or viewer.")] = "viewer",
    password_file: Annotated[Path | None, Parameter(help="File whose first line is the password.")] = None,
) -> int:
    """Create a person. The password is asked for twice, or read from standard input or --password-file."""
    password = _password(password_file)
    print(asyncio.run(_create(username, name, password, admin, client, role)))
    return 0


@app.command
def password(
    username: str,
    *,
    password_file: Annotated[Path | None, Parameter(help="File whose first line is the password.")] = None,
) -> int:
    """Give somebody another password, and end all their sessions. It is asked for as `create` does."""
    given = _password(password_file)
    print(asyncio.run(_set_password(username, given)))
    return 0


@app.command
def no_second_step(username: str) -> int:
    """Switch two-step sign-in off for somebody who has lost the phone and the recovery codes."""
    print(asyncio.run(_end_second_step(username)))
    return 0


async def _create(username: str, name: str, password: str, admin: bool | None, slug: str, role: str) -> str:
    async with _opened() as connection:
        first = not await auth.anyone(connection)
        if first and admin is False:
            raise InputError(
                "There is nobody yet, so nobody could give this person anything to see.",
                "Create an administrator first.",
            )
        person = await auth.create_person(
            connection, username=username, name=name, password=password, is_admin=first or bool(admin)
        )
        if slug:
            found = await clients.on_this_machine(connection, slug)
            await clients.add_person(connection, found.client_id, person.person_id, role)
            await audit.note(
                connection,
                audit.command_actor(),
                "member.add",
                client_id=found.client_id,
                thing=person.username,
                details={"role": role},
            )
        await audit.note(connection, audit.command_actor(), "person.create", thing=person.username)
        return _told(person, slug, role)


async def _set_password(username: str, password: str) -> str:
    async with _opened() as connection:
        person = await auth.set_password(connection, username, password)
        await audit.note(connection, audit.command_actor(), "password.change", thing=person.username)
    return f"{person.username} has another password now. All their sessions have ended; API keys go on."


async def _end_second_step(username: str) -> str:
    async with _opened() as connection:
        person = await auth.find_person(connection, username)
        if not await auth.end_second_step(connection, person.person_id):
            return f"{person.username} has not switched two-step sign-in on."
        await audit.note(connection, audit.command_actor(), "second_step.end", thing=person.username)
    return f"{person.username} signs in with the password alone now."


@asynccontextmanager
async def _opened() -> AsyncIterator[db.Connection]:
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            yield connection


def _told(person: auth.Person, slug: str, role: str) -> str:
    if person.is_admin:
        return f"{person.username} may sign in as an administrator."
    seen = f" and is {role} of {slug}" if slug else ", but sees no client yet"
    return f"{person.username} may sign in{seen}."


def _password(file: Path | None) -> str:
    """Never an argument: those stand in the shell's history and in the list of processes."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The password file {file} cannot be read: {error}.") from None
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if getpass("The same again: ") != password:
        raise InputError("The two passwords are not the same.", "Try again.")
    return password

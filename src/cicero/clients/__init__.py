"""The organisations whose accounts are watched. Their people's sign-in lives in `auth`."""

from cicero.clients.client import (
    Client,
    add_accounts,
    create,
    ensure,
    find,
    move_watchers,
    on_this_machine,
    remove_account,
    set_account_role,
    visible_to,
)
from cicero.clients.people import PERSON_ROLES, PersonRole, add_person

__all__ = [
    "PERSON_ROLES",
    "Client",
    "PersonRole",
    "add_accounts",
    "add_person",
    "create",
    "ensure",
    "find",
    "move_watchers",
    "on_this_machine",
    "remove_account",
    "set_account_role",
    "visible_to",
]

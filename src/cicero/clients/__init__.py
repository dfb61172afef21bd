"""The organisations whose accounts are watched, and who belongs to them. Sign-in lives in `auth`."""

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
from cicero.clients.logo import Logo, keep_logo, read_logo, remove_logo
from cicero.clients.people import (
    PERSON_ROLES,
    Member,
    PersonRole,
    add_person,
    change_person,
    find_member,
    join,
    members,
    remove_person,
    role_named,
)
from cicero.clients.settings import Changed, change, remove

__all__ = [
    "PERSON_ROLES",
    "Changed",
    "Client",
    "Logo",
    "Member",
    "PersonRole",
    "add_accounts",
    "add_person",
    "change",
    "change_person",
    "create",
    "ensure",
    "find",
    "find_member",
    "join",
    "keep_logo",
    "members",
    "move_watchers",
    "on_this_machine",
    "read_logo",
    "remove",
    "remove_account",
    "remove_logo",
    "remove_person",
    "role_named",
    "set_account_role",
    "visible_to",
]

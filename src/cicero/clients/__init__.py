"""The organisations whose accounts are watched, who belongs to them, and whose part in posts they follow.

Sign-in lives in `auth`.
"""

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
from cicero.clients.complaints import Complaint, complain, list_complaints
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
from cicero.clients.roster import (
    Details,
    RosterMember,
    add_to_roster,
    change_in_roster,
    find_in_roster,
    roster,
)
from cicero.clients.settings import Changed, change, remove

__all__ = [
    "PERSON_ROLES",
    "Changed",
    "Client",
    "Complaint",
    "Details",
    "Logo",
    "Member",
    "PersonRole",
    "RosterMember",
    "add_accounts",
    "add_person",
    "add_to_roster",
    "change",
    "change_in_roster",
    "change_person",
    "complain",
    "create",
    "ensure",
    "find",
    "find_in_roster",
    "find_member",
    "join",
    "keep_logo",
    "list_complaints",
    "members",
    "move_watchers",
    "on_this_machine",
    "read_logo",
    "remove",
    "remove_account",
    "remove_logo",
    "remove_person",
    "role_named",
    "roster",
    "set_account_role",
    "visible_to",
]

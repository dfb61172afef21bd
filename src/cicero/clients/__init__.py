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
    find_changeable,
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
from cicero.clients.saved_views import (
    Kept,
    SavedView,
    change_view,
    find_view,
    remove_view,
    save_view,
    views_of,
)
from cicero.clients.settings import Changed, change, remove

__all__ = [
    "PERSON_ROLES",
    "Changed",
    "Client",
    "Complaint",
    "Details",
    "Kept",
    "Logo",
    "Member",
    "PersonRole",
    "RosterMember",
    "SavedView",
    "add_accounts",
    "add_person",
    "add_to_roster",
    "change",
    "change_in_roster",
    "change_person",
    "change_view",
    "complain",
    "create",
    "ensure",
    "find",
    "find_changeable",
    "find_in_roster",
    "find_member",
    "find_view",
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
    "remove_view",
    "role_named",
    "roster",
    "save_view",
    "set_account_role",
    "views_of",
    "visible_to",
]

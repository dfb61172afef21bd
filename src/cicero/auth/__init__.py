"""Who somebody is and what they may do: people, passwords, sessions, keys, the table of permissions.

Which clients a person may see is decided in one place, `clients.find`, from `person_id` and `is_admin`.
"""

from cicero.auth.access import KEY_PREFIX, Access, find_access, hashed_token, token_in
from cicero.auth.accesses import Accesses
from cicero.auth.permissions import PERMISSIONS, Permission, roles_with
from cicero.auth.person import Person, anyone, create_administrator, create_person, set_password
from cicero.auth.sessions import COOKIE, sign_in, sign_out, start_session

__all__ = [
    "COOKIE",
    "KEY_PREFIX",
    "PERMISSIONS",
    "Access",
    "Accesses",
    "Permission",
    "Person",
    "anyone",
    "create_administrator",
    "create_person",
    "find_access",
    "hashed_token",
    "roles_with",
    "set_password",
    "sign_in",
    "sign_out",
    "start_session",
    "token_in",
]

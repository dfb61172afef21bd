"""Who somebody is: people, passwords, sessions.

Which clients a person may see is decided in one place, `clients.find`, from `person_id` and `is_admin`.
"""

from cicero.auth.person import Person, anyone, create_administrator, create_person, set_password
from cicero.auth.sessions import COOKIE, person_of, sign_in, sign_out, token_in

__all__ = [
    "COOKIE",
    "Person",
    "anyone",
    "create_administrator",
    "create_person",
    "person_of",
    "set_password",
    "sign_in",
    "sign_out",
    "token_in",
]

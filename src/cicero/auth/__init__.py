"""Who somebody is and what they may do: people, passwords, sessions, keys, the table of permissions.

Which clients a person may see is decided in one place, `clients.find`, from `person_id` and `is_admin`.
"""

from cicero.auth.access import KEY_PREFIX, Access, find_access, hashed_token, token_in
from cicero.auth.accesses import Accesses
from cicero.auth.answered import Answer, Asked, answer_before, keep_answer
from cicero.auth.authentication import Attempt, authenticate, check_code, check_password
from cicero.auth.credential import Credential, credential_of
from cicero.auth.devices import Origin, new_device
from cicero.auth.halfway import sealed_halfway, who_is_halfway
from cicero.auth.invitations import (
    INVITED_DAYS,
    Invitation,
    accept_invitation,
    find_invitation,
    free_address,
    invite,
    renew_invitation,
    waiting_invitations,
    withdraw_invitation,
)
from cicero.auth.keys import Key, NewKey, create_key, keys_of, revoke_key, revoke_keys
from cicero.auth.new_password import (
    Reset,
    ask_reset,
    change_password,
    has_password,
    set_password,
    whose_reset,
)
from cicero.auth.own_sessions import (
    Session,
    count_sessions,
    end_other_sessions,
    end_own_session,
    sessions_of,
)
from cicero.auth.people import (
    Known,
    People,
    disable,
    enable,
    find_known,
    list_people,
    set_administrator,
)
from cicero.auth.permissions import KEY_SCOPES, PERMISSIONS, Permission, roles_with
from cicero.auth.person import Person, anyone, create_administrator, create_person, find_person
from cicero.auth.profile import change_email, change_profile, change_taste
from cicero.auth.second_step import (
    SecondStep,
    app_link,
    begin_second_step,
    confirm_second_step,
    end_second_step,
    renew_recovery_codes,
    second_step_of,
)
from cicero.auth.sessions import COOKIE, sign_out, start_session
from cicero.auth.sweeping import sweep
from cicero.auth.user_agents import Device, device

__all__ = [
    "COOKIE",
    "INVITED_DAYS",
    "KEY_PREFIX",
    "KEY_SCOPES",
    "PERMISSIONS",
    "Access",
    "Accesses",
    "Answer",
    "Asked",
    "Attempt",
    "Credential",
    "Device",
    "Invitation",
    "Key",
    "Known",
    "NewKey",
    "Origin",
    "People",
    "Permission",
    "Person",
    "Reset",
    "SecondStep",
    "Session",
    "accept_invitation",
    "answer_before",
    "anyone",
    "app_link",
    "ask_reset",
    "authenticate",
    "begin_second_step",
    "change_email",
    "change_password",
    "change_profile",
    "change_taste",
    "check_code",
    "check_password",
    "confirm_second_step",
    "count_sessions",
    "create_administrator",
    "create_key",
    "create_person",
    "credential_of",
    "device",
    "disable",
    "enable",
    "end_other_sessions",
    "end_own_session",
    "end_second_step",
    "find_access",
    "find_invitation",
    "find_known",
    "find_person",
    "free_address",
    "has_password",
    "hashed_token",
    "invite",
    "keep_answer",
    "keys_of",
    "list_people",
    "new_device",
    "renew_invitation",
    "renew_recovery_codes",
    "revoke_key",
    "revoke_keys",
    "roles_with",
    "sealed_halfway",
    "second_step_of",
    "sessions_of",
    "set_administrator",
    "set_password",
    "sign_out",
    "start_session",
    "sweep",
    "token_in",
    "waiting_invitations",
    "who_is_halfway",
    "whose_reset",
    "withdraw_invitation",
]

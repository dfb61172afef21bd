"""The role that requests run as: it owns nothing, so row-level security holds for it."""

from __future__ import annotations

from typing import Any

import psycopg

from cicero.errors import DatabaseError

APP_ROLE = "cicero_app"

ADMITTED = """
select exists (
    select from pg_roles
    where rolname = 'cicero_app' and pg_has_role(current_user, oid, 'set')
        and has_table_privilege(oid, to_regclass('public.person'), 'select')
)
"""

MAKE = """
do $$ begin
    if not exists (select from pg_roles where rolname = 'cicero_app') then
        create role cicero_app nologin;
    end if;
exception when duplicate_object or unique_violation then
    null; -- another installation on this server made it at the same moment
end $$;
do $$ begin
    if not pg_has_role(current_user, 'cicero_app', 'set') then
        execute format('grant cicero_app to %I with set true', current_user);
    end if;
end $$;
"""

GRANT = """
grant usage on schema public to cicero_app;
grant select, insert, update, delete on all tables in schema public to cicero_app;
grant usage on all sequences in schema public to cicero_app;
do $$ begin
    if to_regclass('public.audit') is not null then
        revoke update, delete on audit from cicero_app;
    end if;
    if to_regclass('public.tag') is not null then
        revoke update, delete on tag from cicero_app;
    end if;
end $$;
"""


def admit(connection: psycopg.Connection[Any], *, fresh: bool) -> None:
    """Make the role and let it use the tables; after migrations (`fresh`), or where it may not yet.

    The role belongs to the whole server, so a backup does not hold it: a restored database comes without.
    """
    if not fresh and connection.execute(ADMITTED).fetchone() == (True,):
        return
    try:
        with connection.transaction():
            connection.execute(MAKE)
            connection.execute(GRANT)
    except psycopg.errors.InsufficientPrivilege as error:
        raise DatabaseError(
            f"Cicero may not make the role {APP_ROLE}: {error.diag.message_primary}.",
            f"Have an administrator run: create role {APP_ROLE} nologin; "
            f"grant {APP_ROLE} to {connection.info.user};",
        ) from None

"""/api/clients/profile: the client as existing dashboards know it, and which accounts they load."""

from __future__ import annotations

from litestar import get
from msgspec import Struct

from cicero import accounts
from cicero.api.contract import examples
from cicero.api.contract.described import OF_CLIENT, described
from cicero.api.contract.ids import FOREIGN, client_id_of
from cicero.api.given import Client, Connection
from cicero.records import Platform


class ProfiledClient(Struct, frozen=True, kw_only=True):
    """No key `name`, `level` or `tier`, which dashboards take for a paid package; no `client`, `profile`."""

    client_id: str
    nama: str
    client_type: str = "ORG"
    client_status: bool = True
    client_insta: str
    client_insta_status: bool
    client_tiktok: str
    client_tiktok_status: bool
    client_amplify_status: bool = False
    regional_id: str | None = None
    tiktok_secuid: str | None


class ClientProfile(Struct, frozen=True):
    client: ProfiledClient
    success: bool = True


@get(
    "/clients/profile",
    needs="client.see",
    opt={FOREIGN: True},
    **described("The client, and the accounts to load", ClientProfile, examples.CLIENT_PROFILE, *OF_CLIENT),
)
async def client_profile(connection: Connection, client: Client) -> ClientProfile:
    """Of several own accounts on a network the one that has been watched longest."""
    own = await accounts.own(connection, client.client_id)
    insta, tiktok = _first(own, "instagram"), _first(own, "tiktok")
    return ClientProfile(
        ProfiledClient(
            client_id=client_id_of(client.slug),
            nama=client.name,
            client_insta=(insta.handle if insta else None) or "",
            client_insta_status=insta is not None,
            client_tiktok=f"@{tiktok.handle}" if tiktok and tiktok.handle else "",
            client_tiktok_status=tiktok is not None,
            tiktok_secuid=tiktok.sec_uid if tiktok else None,
        )
    )


def _first(own: list[accounts.Own], platform: Platform) -> accounts.Own | None:
    return next((one for one in own if one.platform == platform and one.handle), None)

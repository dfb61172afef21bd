"""The organisations whose accounts are watched. Their people's sign-in lives in `auth`."""

from cicero.clients.client import Client, add_accounts, create, ensure, find, visible_to

__all__ = ["Client", "add_accounts", "create", "ensure", "find", "visible_to"]

"""Mail: kept in the database with what caused it, sent by a job. What a mail says is up to `web`."""

from cicero.mail.outbox import post

__all__ = ["post"]

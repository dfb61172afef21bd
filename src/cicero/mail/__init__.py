"""Mail: kept in the database with what caused it, sent by a job. What a mail says is up to `web`.

Without a server to send them, mails stay until an administrator hands them on.
"""

from cicero.mail.delivery import deliver, deliver_one, due
from cicero.mail.outbox import (
    DUE,
    Mail,
    address,
    find_mail,
    forget_mails,
    hand_on,
    mails,
    post,
    send_again,
    written,
)
from cicero.mail.server import MailServer, Outcome, mail_server, send

__all__ = [
    "DUE",
    "Mail",
    "MailServer",
    "Outcome",
    "address",
    "deliver",
    "deliver_one",
    "due",
    "find_mail",
    "forget_mails",
    "hand_on",
    "mail_server",
    "mails",
    "post",
    "send",
    "send_again",
    "written",
]

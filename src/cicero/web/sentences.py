"""Sentences of the rooms below that pages show as they come: listed here, so that they are translated.

Only whole sentences can be: what has a name or a number in it is shown in English.
"""

from __future__ import annotations

from cicero.web.language import Language, translations


def _(text: str) -> str:
    """Marks a text to be translated."""
    return text


SENTENCES = (
    # signing in
    _("The username or the password is wrong."),
    _("Check both and try again."),
    _("A code of the authenticator app is needed too."),
    _("The code is wrong, or was used before."),
    _("Wait for the app's next one, or use a recovery code. Check that the phone's clock is right."),
    _("That took longer than five minutes."),
    _("Enter the username and password again."),
    _("This account may no longer sign in."),
    _("Ask an administrator."),
    _("Too many tries"),
    _("There were too many tries."),
    _("Wait a few minutes and try again, or have a link to a new password sent to you."),
    # the second step
    _("Two-step sign-in is on already."),
    _("Switch it off first, to set it up on another phone."),
    _("There is nothing to confirm."),
    _("Begin again on the page about security."),
    _("That is not the code the app shows now."),
    _("Enter its six digits before they change. Check that the phone's clock is right."),
    # passwords
    _("The password is too short; it needs at least 12 characters."),
    _("The password is longer than 500 characters."),
    _("Use a shorter one."),
    _("The password is too easy to guess."),
    _("A few unrelated words in a row are easy to remember and hard to guess."),
    _("This link does not work any more."),
    _("It works once and for an hour. Ask for another."),
    # oneself
    _("A name has 1 to 100 characters."),
    _("Enter how others know you."),
    _("That language or theme is not known."),
    _("Choose one of those in the list."),
    _("There is no such time zone."),
    _("Choose one of the list, such as Asia/Jakarta."),
    _("That is not an e-mail address."),
    _("Enter one such as sari@example.org."),
    _("Another person has this e-mail address."),
    _("Enter another one."),
    _("The password is wrong."),
    _("Enter the one that you sign in with."),
    # sessions and keys
    _("You have no such session; it may have ended already."),
    _("You have no such key; it may be revoked already."),
    _("A key's name has 1 to 100 characters."),
    _("Name the program that will use it."),
    _("A key needs a scope that there is."),
    _("Choose at least one of those offered."),
    _("Only an administrator's key may have the scope 'admin'."),
    _("Leave it out, or ask one of them."),
    _("The key would see no client."),
    _("Choose at least one, or all."),
    _("The scope 'admin' is about the whole installation: such a key cannot be for some clients only."),
    _("Choose all clients, or leave the scope out."),
    _("That time is not offered."),
    # what the library says of passwords
    _("Use a few words, avoid common phrases."),
    _("Add another word or two. Uncommon words are better."),
    _("Straight rows of keys are easy to guess."),
    _("Short keyboard patterns are easy to guess."),
    _('Repeats like "aaa" are easy to guess.'),
    _('Repeats like "abcabcabc" are only slightly harder to guess than "abc".'),
    _('Sequences like "abc" or "6543" are easy to guess.'),
    _("Recent years are easy to guess."),
    _("Dates are often easy to guess."),
    _("This is a top-10 common password."),
    _("This is a top-100 common password."),
    _("This is a very common password."),
    _("This is similar to a commonly used password."),
    _("A word by itself is easy to guess."),
    _("Names and surnames by themselves are easy to guess."),
    _("Common names and surnames are easy to guess."),
    # people, invitations, clients
    _("This is the last administrator who can sign in."),
    _("Make somebody else an administrator first."),
    _("You cannot disable yourself."),
    _("Ask another administrator."),
    _("They have no address to send it to, or may not sign in."),
    _("You cannot change or end your own role here."),
    _("Ask another manager or an administrator."),
    _("Only administrators change what an administrator is."),
    _("Ask one of them."),
    _("It is too late to undo this."),
    _("Invite them again."),
    _("This invitation has been used or withdrawn."),
    _("Ask whoever invited you for a new one."),
    _("There is no such invitation any more."),
    _("It was accepted or withdrawn in between; look again."),
    _("Write it as name@example.org."),
    _("No file was chosen."),
    _("Choose a picture: PNG, JPEG, WebP or GIF, up to 1 MB."),
    _("The file is larger than 1 MB."),
    _("Choose a smaller picture; 320 pixels are plenty."),
    _("The file is not a picture that can be used as a logo."),
    _("Choose a PNG, JPEG, WebP or GIF of at most 16 million pixels; SVG is not taken."),
    _("Choose another short name."),
    _("A client needs a name."),
    _("The client was not removed: that is not its short name."),
    _("Write it as #1c4f9c."),
    _("Choose another username."),
    # dashboards that are there already
    _("That is not a username on Instagram."),
    _("That is not a username on TikTok."),
    _("Write @name, or the address of the profile."),
    _("There is no such month."),
    _("Write month=11&year=2026."),
    _("None of your clients watches this account."),
    _("Ask somebody who may add accounts there."),
    _("Too many accounts were looked up."),
    _("Try again in a minute."),
    _("There is no such account on Instagram."),
    _("There is no such account on TikTok."),
    _("Check how it is spelt."),
    _("This account is private."),
    _("Its posts are for those it lets in."),
    _("Nothing is known of this account yet, and its source did not answer."),
    _("Try again in a few minutes."),
    _("Enter username and password."),
    _("You belong to no client."),
    _("Ask an administrator to add you to one."),
    _("Two-step sign-in is on for this account, and this form does not ask for the code."),
    _("Use an API key in place of the token, or send the code as `code`."),
    _("You are signed out."),
    _("Accounts are made by invitation alone."),
    _("Ask a manager of your client, or an administrator, for an invitation by mail."),
    _("If there is such an account and its address is known, a link to a new password is on its way."),
    _("The two passwords differ."),
    _("Enter the same twice."),
    _("The password is changed. Sign in with it."),
)


def said(language: Language, text: str) -> str:
    """The sentence in that language, where it is a listed one."""
    return translations(language).gettext(text) if text else ""

"""An authenticator app, as a phone has one."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from accounts.models import User

PERIOD = 30


def give_app(person: User) -> str:
    """Set up an app for the person; the secret both sides know."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return str(secret)


def code_now(secret: str) -> str:
    """What the app shows."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))


def give_recovery_codes(person: User) -> list[str]:
    return list(RecoveryCodes.activate(person).get_unused_codes())

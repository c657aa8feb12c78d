"""What a name, a username and a phone number may look like, however they are typed."""

import re
import unicodedata

from arabic.direction import defuse, defuse_name
from arabic.numbers import to_latin_digits

_USERNAME = re.compile(r"[\w.+-]{3,40}")
_PHONE = re.compile(r"\+?[0-9]{6,15}")
_PUNCTUATION = re.compile(r"[\s().\-–/]")


def clean_name(text: str) -> str:
    """A person's name on one line, without signs that nobody sees; empty when nothing is left."""
    return defuse_name(text)


def clean_username(text: str) -> str | None:
    """The username in lower case with Latin digits, or None: 3 to 40 letters, digits and . _ + - (never @, which would
    make it look like an e-mail address).
    """
    plain = to_latin_digits(unicodedata.normalize("NFKC", defuse(text))).strip().lower()
    return plain if _USERNAME.fullmatch(plain) else None


def clean_phone(text: str) -> str | None:
    """The number in Latin digits without spaces, a leading + kept; empty stays empty; None when it is no number."""
    plain = _PUNCTUATION.sub("", to_latin_digits(defuse(text)))
    plain = f"+{plain[2:]}" if plain.startswith("00") else plain
    return plain if not plain or _PHONE.fullmatch(plain) else None

"""What is asked for: the words and quoted phrases of a query, spelled as the texts of entries are. No Django."""

from __future__ import annotations

import re
import unicodedata

from arabic.normalise import loosened

LETTERS, WORDS = 200, 12  # of one query
LONG = 3  # letters from which on an index of trigrams helps
QUOTED = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')
MARKS = str.maketrans("", "", "*_~`>#|")  # how bold, code and quotes are written; chat.markdown drops them as well
# What stands before a word and is written as one with it; what is left must be long enough to be a word.
ARTICLES = re.compile(r"(?:ال(?=.{3})|لل(?=.{3})|[وبفك]ال(?=.{4})|ولل(?=.{4}))")


class TooMuch(ValueError):
    """A query longer than anybody types."""


def searched(text: str) -> str:
    """A text as it is searched, whether it is asked for or found."""
    return loosened(text.translate(MARKS))


def terms(query: str) -> list[str]:
    """What must all occur in a text, in any order, as often as it is said: once. Quoted words stay together.

    Where only signs were typed, they are meant. A word is asked for without its article, since «الدواء» and «للدواء»
    and «دواء» are one to whoever asks. TooMuch beyond 200 letters or 12 words.
    """
    if len(query) > LETTERS:
        raise TooMuch
    phrases = [searched(phrase) for phrase in QUOTED.findall(query)]
    words = [without_article(without_points(word)) for word in searched(QUOTED.sub(" ", query)).split()]
    found = list(dict.fromkeys(term for term in [*phrases, *words] if term)) or searched(query).split()
    if len(found) > WORDS:
        raise TooMuch
    return found


def without_article(word: str) -> str:
    return ARTICLES.sub("", word, count=1) if ARTICLES.match(word) else word


def without_points(word: str) -> str:
    """Without the points and brackets around it: whoever types «دواء،» means the word."""
    letters = [number for number, sign in enumerate(word) if not unicodedata.category(sign).startswith("P")]
    return word[letters[0] : letters[-1] + 1] if letters else ""

"""Text as the search sees it: every spelling a person might type for one word becomes the same letters."""

import re
import unicodedata

from arabic.numbers import to_latin_digits

_DROPPED_RANGES = (
    (0x0610, 0x061A),  # honorific signs and small Quranic letters
    (0x064B, 0x065F),  # tashkeel
    (0x0670, 0x0670),  # dagger alef
    (0x06D6, 0x06DC),  # Quranic pause marks
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x0640, 0x0640),  # tatweel
    (0x061C, 0x061C),  # Arabic letter mark
    (0x200B, 0x200F),  # zero width space, joiners, LRM, RLM
    (0x202A, 0x202E),  # embeddings and overrides
    (0x2060, 0x2069),  # word joiner, isolates
    (0xFEFF, 0xFEFF),  # byte order mark
    (0x00AD, 0x00AD),  # soft hyphen
)
_FOLDED_LETTERS = {
    "آ": "ا",
    "أ": "ا",
    "إ": "ا",
    "ٱ": "ا",
    "ٲ": "ا",
    "ٳ": "ا",
    "ٵ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ة": "ه",
}
_DROPPED = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _DROPPED_RANGES) + "]+")
_SPACES = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Return the search form of a text; the query must pass through it too.

    Compatibility forms are composed (NFKC); tashkeel, the dagger alef, tatweel and invisible direction marks go;
    alef forms become a bare alef, alef maqsura and Persian yeh become yeh, Persian kaf becomes kaf, ta marbuta becomes
    ha (the rules of Lucene's Arabic normaliser); all digits become ASCII; case is folded; runs of space become one.
    Normalising twice changes nothing.
    """
    if text.isascii():
        return _SPACES.sub(" ", text.casefold()).strip()
    folded = _fold(text)
    while not (unicodedata.is_normalized("NFKC", folded) and folded == folded.casefold()):
        folded = _fold(folded)  # a mark that went may let its neighbours compose
    return folded


def _fold(text: str) -> str:
    # One pass a letter is several times faster than str.translate, which asks a dictionary for every letter.
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", text).casefold())
    for written, plain in _FOLDED_LETTERS.items():
        text = text.replace(written, plain)
    return _SPACES.sub(" ", to_latin_digits(text)).strip()


def loosened(text: str) -> str:
    """Return the search form of a text that people spell with less care than names: `normalise`, and a hamza that sits
    on waw or yeh goes («مؤسسة» and «موسسة», «قائمة» and «قايمة»). A hamza on the line stays: without it «ماء» would be
    «ما». Loosening twice changes nothing.
    """
    return normalise(text).replace("ؤ", "و").replace("ئ", "ي")

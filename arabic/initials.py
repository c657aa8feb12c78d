"""The two letters that stand for a name where there is no picture."""

import re
from collections.abc import Iterable
from itertools import dropwhile

_TASHKEEL = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_WORD = re.compile(r"[^\W\d_]+")
_ARTICLES = ("ال", "لل")
_CONNECTIVES = frozenset({"و", "في", "من", "على", "of", "for", "the", "and", "in", "to", "a", "an"})
_KINDS = frozenset(
    {
        *("جمعية", "جمعيات", "مؤسسة", "مؤسسات", "اتحاد", "شبكة", "شبكات", "رابطة", "مبادرة", "منظمة", "هيئة", "مديرية"),
        *("وزارة", "فريق", "صندوق", "مركز", "لجنة", "أمانة", "مجلس", "دار", "نادي", "تجمع", "ملتقى", "غرفة", "قناة"),
        *("association", "foundation", "union", "network", "initiative", "organization", "organisation", "charity"),
        *("ministry", "directorate", "committee", "society", "team", "fund", "federation", "league", "centre"),
    }
)
_ADJECTIVES = frozenset(
    {"خيرية", "سورية", "سوري", "أهلية", "تنموية", "إنسانية", "وطنية", "عامة", "charitable", "syrian", "national"}
)
_TITLES = frozenset({"د", "أ", "م", "دكتور", "دكتورة", "أستاذ", "أستاذة", "مهندس", "مهندسة", "سيد", "سيدة", "شيخ"}) | {
    *("dr", "mr", "mrs", "ms", "eng", "prof")
}


def initials(name: str) -> str:
    """Return the mark of a person, or of an organisation, known by its kind word (جمعية, Association)."""
    words = _words(name)
    return organization_initials(name) if words and _bare(words[0]) in _KINDS else person_initials(name)


def person_initials(name: str) -> str:
    """Return the first letters of the first and the last name: "سناء رمضان" → "سر"; two letters of a lone name."""
    words = _words(name)
    named = list(dropwhile(lambda word: _bare(word) in _TITLES, words)) or words
    bare = [_without_article(word) for word in named]
    bare = [word for word in bare if word.isascii() == bare[0].isascii()]  # a mark of two scripts nobody can read
    return _mark(bare[0][0] + bare[-1][0] if len(bare) > 1 else "".join(bare)[:2])


def organization_initials(name: str) -> str:
    """Return the first two letters of the first word that is the organisation's own: "جمعية ينابيع الخير" → "ين"."""
    words = _words(name)
    own = _first_own(words, _KINDS | _CONNECTIVES | _ADJECTIVES) or _first_own(words, _CONNECTIVES) or name.strip()
    return _mark(_without_article(own)[:2])


def _words(name: str) -> list[str]:
    return _WORD.findall(_TASHKEEL.sub("", name))


def _first_own(words: Iterable[str], ignored: frozenset[str]) -> str | None:
    return next((word for word in words if _bare(word) not in ignored), None)


def _bare(word: str) -> str:
    return _without_article(word).casefold()


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLES) and len(word) > 3 else word


def _mark(letters: str) -> str:
    return letters.upper()

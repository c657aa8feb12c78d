"""What is read of a doubt: what looks wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

WORDS = {
    "gap": gettext_noop("Number %(found)s follows where %(expected)s should stand: is something missing?"),
    "mirrored": gettext_noop("Number %(found)s stands where %(expected)s should: its digits seem to be turned around."),
    "repeated": gettext_noop("Number %(found)s stands here for the second time."),
    "backwards": gettext_noop("Number %(found)s comes after a larger one; %(expected)s should stand here."),
    "empty": gettext_noop("This article has no text."),
    "empty_part": gettext_noop("Nothing stands in this part."),
    "wide_text": gettext_noop("Words stand here without an article: “%(words)s”"),
    "long_heading": gettext_noop("This heading is very long: has it swallowed a text? “%(words)s”"),
    "misplaced": gettext_noop("In the structure of a law this cannot stand here."),
    "no_sign": gettext_noop("No dash stands behind the number: is this the beginning of an article?"),
    "broken_letters": gettext_noop("Letters are broken, as PDF files break them: %(letters)s"),
    "reversed": gettext_noop("Words seem to be written backwards: “%(words)s”"),
    "lam_alef": gettext_noop("“%(word)s” may be a “لا” whose letters were swapped."),
    "word": gettext_noop("“%(word)s” stands here once; elsewhere it says “%(near)s”."),
    "note": gettext_noop("A note about an amendment stands in the text: “%(words)s”"),
    "no_article": gettext_noop("No article was found in this text."),
    "preamble": gettext_noop("Above the first article stands: “%(words)s”. It becomes the preamble."),
    "other_country": gettext_noop("The file says that it is a law of another country: %(found)s, not %(expected)s."),
    "other_law": gettext_noop("The file says that it is another law: %(found)s, not %(expected)s."),
}
REFUSED = {
    "empty": gettext_noop("There is no text in it."),
    "too_long": gettext_noop("The text is too long for a law."),
    "damaged": gettext_noop("The file is damaged and cannot be read."),
    "tracked_changes": gettext_noop(
        "The document still holds tracked changes, so it says two things. Accept or reject them all in it first."
    ),
    "no_text": gettext_noop("This is a scan: the PDF holds pictures of pages and no text. Bring the text itself."),
    "not_text": gettext_noop("Texts come as TXT, DOCX, HTML, PDF or Akoma Ntoso (XML); this is something else."),
    "not_utf8": gettext_noop("The XML file is not written in UTF-8."),
    "has_doctype": gettext_noop("The XML file declares a document type or entities. Such files are not read."),
    "not_xml": gettext_noop("This XML file cannot be read: it is not well-formed."),
    "no_body": gettext_noop("This XML file is no Akoma Ntoso document with a text."),
    "too_deep": gettext_noop("The XML file is nested too deeply."),
}


def words_of(code: str, facts: Mapping[str, Any]) -> str:
    words = _(WORDS[code]) if code in WORDS else code
    try:
        return words % facts
    except KeyError:
        return words


def refusal_of(code: str) -> str:
    return _(REFUSED.get(code, REFUSED["not_text"]))

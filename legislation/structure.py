"""Who may contain whom, and which words head what, by country: الفصل is a chapter in Syria and an article in Tunisia.
No Django here.
"""

from __future__ import annotations

from collections.abc import Mapping

BOOK, PART, CHAPTER, SECTION = "book", "part", "chapter", "section"
ARTICLE, PARAGRAPH, ITEM = "article", "paragraph", "item"
KINDS = (BOOK, PART, CHAPTER, SECTION, ARTICLE, PARAGRAPH, ITEM)  # from the widest to the narrowest
WIDE = frozenset({BOOK, PART, CHAPTER, SECTION})  # they have a heading and no words of their own
TOKENS = {BOOK: "book", PART: "part", CHAPTER: "chp", SECTION: "sec", ARTICLE: "art", PARAGRAPH: "para", ITEM: "item"}
CONTAINS: Mapping[str | None, frozenset[str]] = {
    None: frozenset({BOOK, PART, CHAPTER, SECTION, ARTICLE}),
    BOOK: frozenset({PART, CHAPTER, SECTION, ARTICLE}),
    PART: frozenset({CHAPTER, SECTION, ARTICLE}),
    CHAPTER: frozenset({SECTION, ARTICLE}),
    SECTION: frozenset({ARTICLE}),
    ARTICLE: frozenset({PARAGRAPH, ITEM}),
    PARAGRAPH: frozenset({ITEM}),
    ITEM: frozenset(),
}
# The words that head a line, in their search form (arabic.normalise).
HEADS: Mapping[str, Mapping[str, str]] = {
    "sy": {
        "الكتاب": BOOK,
        "الباب": PART,
        "الفصل": CHAPTER,
        "القسم": SECTION,
        "الفرع": SECTION,
        "الماده": ARTICLE,
        "ماده": ARTICLE,
    },
    "tn": {"الكتاب": BOOK, "الباب": PART, "العنوان": CHAPTER, "القسم": SECTION, "الفصل": ARTICLE, "فصل": ARTICLE},
}


def may_contain(outer: str | None, inner: str) -> bool:
    """May one stand in the other? `None` is the instrument itself."""
    return inner in CONTAINS[outer]


def width(kind: str) -> int:
    """0 for the widest."""
    return KINDS.index(kind)

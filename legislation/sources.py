"""What files say, as lines: TXT, DOCX, HTML, PDF. Knows no database. What a file is, its bytes tell, not its name.

A scanned PDF has no text, and a DOCX whose changes are still tracked has two: both are refused, since nobody can say
what the law is. Text of a PDF comes as it lies there: legislation/parsing/doubts.py looks for what its fonts broke.
"""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from typing import Literal

import docx
import pypdfium2
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

Format = Literal["txt", "docx", "html", "pdf"]
LONGEST = 3_000_000  # letters of one text
UNPACKED = 60_000_000  # bytes of a DOCX when it is unpacked
PAGES = 1500
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[ >/]")
_BLOCKS = frozenset(
    (
        *("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "br", "table", "ul", "ol"),
        *("section", "article", "blockquote", "td", "th", "dt", "dd"),
    )
)
_SILENT = frozenset(("script", "style", "head", "template", "noscript"))
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n\s*\n+")
_ENCODINGS = ("utf-8-sig", "cp1256")


class Unreadable(ValueError):
    """`code` says why: empty, too_long, damaged, tracked_changes, no_text, not_text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def format_of(content: bytes) -> Format | None:
    """Which of the four these bytes are; None for what is none of them."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "docx"
    if b"\x00" in content[:4096]:
        return None
    beginning = content[:2048].lstrip().lower()
    return "html" if beginning.startswith((b"<!doctype html", b"<html")) else "txt"


def text_of(content: bytes) -> str:
    """The lines of a file; Unreadable where there are none that could be trusted."""
    readers = {"pdf": _text_of_pdf, "docx": _text_of_docx, "html": _text_of_html, "txt": _text_of_txt}
    kind = format_of(content)
    if kind is None:
        raise Unreadable("not_text")
    text = tidied(readers[kind](content))
    if not text:
        raise Unreadable("no_text" if kind == "pdf" else "empty")
    if len(text) > LONGEST:
        raise Unreadable("too_long")
    return text


def tidied(text: str) -> str:
    """One space where there are many, no empty lines, no carriage returns; letters stay as they are."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return _EMPTY_LINES.sub("\n", "\n".join(_SPACES.sub(" ", line).strip() for line in lines.split("\n"))).strip()


def _text_of_txt(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("not_text")


def _text_of_docx(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > UNPACKED:
                raise Unreadable("too_long")
            inside = packed.read("word/document.xml")
        if _TRACKED.search(inside):
            raise Unreadable("tracked_changes")
        document = docx.Document(BytesIO(content))
    except (zipfile.BadZipFile, KeyError, PackageNotFoundError, ValueError) as problem:
        raise problem if isinstance(problem, Unreadable) else Unreadable("damaged") from None
    return "\n".join(_lines_of(part) for part in document.iter_inner_content())


def _lines_of(part: Paragraph | Table) -> str:
    if isinstance(part, Paragraph):
        return part.text
    return "\n".join(" ".join(cell.text for cell in row.cells) for row in part.rows)


def _text_of_pdf(content: bytes) -> str:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise Unreadable("damaged") from None
    if len(document) > PAGES:
        raise Unreadable("too_long")
    return "\n".join(page.get_textpage().get_text_range() for page in document)


class _Lines(HTMLParser):
    """The words of a page, a line for each block; scripts and styles say nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT and self.silent > 0
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data.replace("\n", " "))


def _text_of_html(content: bytes) -> str:
    reader = _Lines()
    reader.feed(_text_of_txt(content))
    reader.close()
    return "".join(reader.words)

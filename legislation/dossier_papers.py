"""A dossier as pages of paper: the letter, the comparison with its redline, the proposals, the law as amended, and the
code by which a copy is verified. What goes is struck through and grey, what comes is bold and underlined: read without
colours too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from arabic.numbers import format_number
from arabic.redline import Piece, redline
from legislation import dossier_words as said
from legislation.models import Dossier
from legislation.structure import ITEM, PARAGRAPH, WIDE
from paper.codes import printed_code
from paper.sections import Section, Table, written
from paper.typesetting import as_pdf, direction_of, page, quoted, spoken, titled

STYLE = """
#set table(stroke: (x: none, y: 0.5pt + luma(75%)), inset: (x: 5pt, y: 6pt))
#show table.cell.where(y: 0): set text(weight: "bold")
#show table.cell: set text(size: 9pt)
#show table.cell: set par(leading: 0.7em, spacing: 0.7em)
#let gone(words) = strike(stroke: 0.8pt, text(fill: luma(45%), words))
#let came(words) = underline(stroke: 0.8pt, offset: 2.5pt, text(weight: "bold", words))
#let code(words) = text(size: 8pt, fill: luma(35%), dir: ltr, words)
#let mark(words) = block(above: 0.5em, below: 0.9em, text(size: 8pt, fill: luma(35%), words))
#let altered(body) = block(above: 1.3em, width: 100%, inset: ({start}: 8pt), stroke: ({start}: 2pt + luma(35%)), body)
"""
INDENTS = {PARAGRAPH: 5, ITEM: 10}  # millimetres


def pdf_of(row: Dossier) -> bytes:
    return as_pdf(source_of(row))


def source_of(row: Dossier) -> str:
    language = row.shown["language"]
    style = STYLE.replace("{start}", "right" if direction_of(language) == "rtl" else "left")
    head = page(said.title_of(row), language, foot=said.foot_of(row))
    return head + style + "\n".join([*letter(row), *comparison(row), *proposals(row), *law(row), verification(row)])


# The letter -----------------------------------------------------------------------------------------------------------
def letter(row: Dossier) -> Iterator[str]:
    """A page of its own: from whom, to whom, about what; the code to scan below."""
    shown = row.shown
    facts = [
        (_("From"), shown["convener"]),
        (_("To"), row.addressee),
        (_("Number"), said.number_of(row)),
        (_("Date"), said.day(row.created_at)),
        (_("Subject"), said.title_of(row)),
    ]
    cells = ", ".join(f"[*#text({quoted(name)})*], [#text({quoted(words)})]" for name, words in facts)
    yield f"#set text(size: 11pt)\n#grid(columns: (22mm, 1fr), row-gutter: 3.5mm, {cells})"
    yield "#v(8mm)"
    yield from (f"#par({spoken(each)})" for each in row.letter.split("\n\n") if each.strip())
    yield "#v(1fr)"
    enclosed = [_("Comparison table"), _("The proposals and who stands behind them"), _("The law as amended")]
    words = _("Enclosed: %(parts)s") % {"parts": said.joined(enclosed)}
    yield f"#text(size: 9pt, fill: luma(35%), {quoted(words)})"
    yield "#pagebreak()\n#set text(size: 10pt)"


# The comparison -------------------------------------------------------------------------------------------------------
def comparison(row: Dossier) -> Iterator[str]:
    """On pages that lie on their side, so that both texts stand beside each other."""
    yield "#set page(flipped: true, margin: 14mm)"
    yield titled(_("Comparison table"), said.counted(row.shown))
    yield f"#block(below: 1em)[{legend()}]"
    heads = ", ".join(f"[#text({quoted(each)})]" for each in said.comparison_headings())
    cells = ", ".join(cell for each in said.with_reasons(row.shown) for cell in compared(*each))
    yield f"#table(columns: (26mm, 1fr, 1fr, 0.75fr, 36mm), align: start + top, table.header({heads}), {cells})"
    yield "#pagebreak()\n#set page(flipped: false, margin: (x: 18mm, y: 20mm))"


def legend() -> str:
    """What the signs of the redline mean."""
    before, out, put = _("In the proposed text:"), _("is taken out,"), _("is put in.")
    gone, came = _("struck through"), _("bold and underlined")
    parts = [
        f"#text({quoted(before)})",
        f"#gone({quoted(gone)})",
        f"#text({quoted(out)})",
        f"#came({quoted(came)})",
        f"#text({quoted(put)})",
    ]
    return f"#text(size: 9pt)[{' '.join(parts)}]"


def compared(change: said.Shown, reasons: str, endorsed: str) -> Iterator[str]:
    place, act, code = said.place_words(change).split("\n")
    label = f"*#text({quoted(place)})* #linebreak() " if place else ""
    yield f"[{label}#text(size: 8pt, {quoted(act)}) #linebreak() #code({quoted(code)})]"
    yield spoken(said.current_words(change))
    if said.is_redlined(change):
        yield lined(redline(change["current"], change["proposed"]))
    elif change["current"] or not change["proposed"]:
        yield spoken(said.proposed_words(change))
    else:
        yield lined([Piece("added", change["proposed"])])
    yield spoken(reasons)
    yield spoken(endorsed)


def lined(pieces: Iterable[Piece]) -> str:
    """Words that stayed, went and came, as content; the space behind a word is not marked, and where there is none what
    came does not stick to what went.
    """
    parts: list[str] = []
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last.kind != "same" and piece.kind != "same" and not last.text[-1:].isspace():
            parts.append("#h(0.25em)")
        parts.append(marked(piece))
        last = piece
    return f"[{''.join(parts)}]"


def marked(piece: Piece) -> str:
    lines = piece.text.split("\n")
    return " #linebreak() ".join(one_line(piece.kind, line) for line in lines)


def one_line(kind: str, line: str) -> str:
    bare = line.rstrip()
    if not bare:
        return '#text(" ")' if line else ""
    space = '#text(" ")' if bare != line else ""
    name = {"removed": "gone", "added": "came"}.get(kind, "text")
    return f"#{name}({quoted(bare)}){space}"


# The proposals --------------------------------------------------------------------------------------------------------
def proposals(row: Dossier) -> Iterator[str]:
    yield titled(_("The proposals and who stands behind them"), said.counted(row.shown))
    for each in row.shown["proposals"]:
        facts = [list(fact) for fact in said.proposal_facts(each)]
        table = Table(facts[0], facts[1:], [4, 12])
        yield written(Section(f"{each['code']} · {each['title']}", tables=[("", table)], level=2))
    yield "#pagebreak()"


# The law as amended ---------------------------------------------------------------------------------------------------
def law(row: Dossier) -> Iterator[str]:
    shown = row.shown
    line = _("Based on the text as it stood on %(day)s. What changed has a line beside it and names the proposal.")
    yield titled(_("The law as amended"), line % {"day": said.day(shown["base_on"])})
    if not shown["instrument"]["is_official_text"]:
        words = _("The text is a copy that was not compared with the official gazette.")
        yield f"#mark({quoted(words)})"
    codes = said.origin_codes(shown)
    yield f"#heading(level: 1, {quoted(shown['instrument']['title'])})"
    for each in shown["law"]:
        yield provision(each, codes)


def provision(each: said.Shown, codes: dict[int, str]) -> str:
    """One provision; what changed has a line at its side and says by which proposals."""
    name = " – ".join(filter(None, [each["label"], each["heading"]]))
    is_gone = each["state"] == "repealed"
    body = wide(name, is_gone=is_gone) if each["kind"] in WIDE else narrow(each, name, is_gone=is_gone)
    if each["state"] != "same":
        why = f"{state_words(each)} {said.joined(sorted({codes[key] for key in each['origins'] if key in codes}))}"
        body = f"#altered[{body}#mark({quoted(why.strip())})]"
    indent = INDENTS.get(each["kind"])
    return f"#pad(right: {indent}mm)[{body}]" if indent else body


def wide(name: str, *, is_gone: bool) -> str:
    return f"#heading(level: 2)[{'#gone' if is_gone else '#text'}({quoted(name)})]"


def narrow(each: said.Shown, name: str, *, is_gone: bool) -> str:
    function = "#gone" if is_gone else "#text"
    lines = " #linebreak() ".join(f"{function}({quoted(line)})" for line in each["text"].split("\n") if line)
    if each["kind"] in INDENTS:
        return f"#block[{function}({quoted(f'{name}- ')}){lines}]"
    head = f"#block(above: 1.3em, below: 0.6em, sticky: true)[*{function}({quoted(name)})*]"
    return f"{head}#par[{lines}]" if lines else head


def state_words(each: said.Shown) -> str:
    words = {"changed": _("Amended:"), "inserted": _("Inserted:"), "repealed": _("Repealed:")}
    return words[each["state"]]


# Verification and receipt ---------------------------------------------------------------------------------------------
def verification(row: Dossier) -> str:
    """At the end: whoever holds a copy learns whether it is genuine."""
    words = _(
        "Scan this code with a phone, or open %(site)s and type the code below it: the page says whether this document "
        "is genuine and whether it still holds."
    )
    text = spoken(words % {"site": f"{row.shown['site']}/verify"})
    heading = quoted(_("Is this copy genuine?"))
    code = f'#text(size: 14pt, weight: "bold", dir: ltr, {quoted(row.code)})'
    box = f"[#heading(level: 2, {heading}) #par({text}) {code}]"
    drawn = printed_code(said.address_of(row), 32)
    return f"#v(1.5em)\n#block(breakable: false, grid(columns: (1fr, 34mm), column-gutter: 5mm, {box}, {drawn}))"


def receipt_of(row: Dossier, language: str) -> bytes:
    """What was sent, when, to whom, with the fingerprints of all files."""
    title = _("Receipt: dossier %(number)s") % {"number": said.number_of(row)}
    facts = [
        (_("To"), row.addressee),
        (_("Subject"), said.title_of(row)),
        (_("Sent on"), said.day(row.sent_on)),
        (_("Sent by"), f"{row.sent_by} – {row.organization}" if row.organization else str(row.sent_by)),
        (_("Receipt number"), row.receipt_number or _("Not given yet")),
        (_("What was sent"), said.counted(row.shown)),
    ]
    table = Table([*facts[0]], [list(each) for each in facts[1:]], [4, 12])
    files = [[name.upper(), format_number(file.size), file.sha256] for name, file in files_of(row)]
    hashes = Table([_("File"), _("Bytes"), _("Fingerprint (SHA-256)")], files, [2, 3, 14])
    head = (
        page(title, language, foot=said.foot_of(row))
        + STYLE.replace("{start}", "right")
        + titled(title, row.shown["convener"])
    )
    parts = [
        written(Section("", tables=[("", table)])),
        written(Section(_("Files"), tables=[("", hashes)], level=2)),
        verification(row),
    ]
    return as_pdf(head + "\n".join(parts))


def files_of(row: Dossier) -> Iterator[tuple[str, Any]]:
    for name in ("pdf", "docx", "xlsx", "akn", "json"):
        if (file := getattr(row, name)) is not None:
            yield name, file

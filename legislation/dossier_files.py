"""A dossier to work on: DOCX with true tracked changes, tables, Akoma Ntoso, JSON."""

from __future__ import annotations

import json
from datetime import UTC, date
from typing import Any

from django.utils.translation import gettext as _

from arabic.redline import redline
from legislation import akoma
from legislation import dossier_words as said
from legislation.models import Dossier
from legislation.parsing.lines import Draft, Node
from legislation.queries import law_of
from legislation.tracked import put_tracked
from organizations.sheets.writing import write_book
from paper.sections import Section, Table
from paper.word import Lined, kept, new_document, put_section

FORM = "multaqa-dossier/1"  # of the JSON


def docx_of(row: Dossier) -> bytes:
    """The letter, the comparison, and the law: every change of it may be accepted or refused in an office program,
    under the name of who proposed it.
    """
    shown = row.shown
    paper = new_document(said.title_of(row), said.made_line(row))
    put_section(paper, Section(_("To: %(addressee)s") % {"addressee": row.addressee}, row.letter.split("\n\n")))
    cells = [
        [said.place_words(change), said.current_words(change), lined(change), reasons, endorsed]
        for change, reasons, endorsed in said.with_reasons(shown)
    ]
    table = Table(said.comparison_headings(), cells, [3, 6, 6, 5, 4])
    put_section(paper, Section(_("Comparison table"), [said.counted(shown), legend()], [("", table)]))
    title = _("The law as amended")
    words = _("Every change below may be accepted or refused here; it bears the name of who proposed it.")
    put_section(paper, Section(f"{title}: {shown['instrument']['title']}", [words]))
    put_tracked(paper, law_of(shown), said.proposers(shown), row.created_at.astimezone(UTC), shown["convener"])
    address = _("To verify a copy open %(address)s") % {"address": said.address_of(row)}
    put_section(paper, Section(_("Is this copy genuine?"), [address, said.foot_of(row)]))
    return kept(paper)


def xlsx_of(row: Dossier) -> bytes:
    """The comparison, the proposals, and the law as amended, a sheet each."""
    shown = row.shown
    compared = [
        [change["proposal"], change["place"], said.act_words(change), *texts(change), reasons, endorsed]
        for change, reasons, endorsed in said.with_reasons(shown)
    ]
    place, current, proposed, reasons, endorsed = said.comparison_headings()
    heads = [_("Proposal"), place, _("Change"), current, proposed, reasons, endorsed]
    return write_book(
        [
            (_("Comparison table"), [heads, *compared]),
            (_("Proposals"), [proposal_heads(), *map(proposal_line, shown["proposals"])]),
            (_("The law as amended"), [law_heads(), *law_lines(shown)]),
        ],
        (16, 24, 24, 60),
    )


def legend() -> Lined:
    """What the lines of the comparison mean."""
    before, out, put = _("In the proposed text:"), _("is taken out,"), _("is put in.")
    gone, came = _("struck through"), _("bold and underlined")
    first, second = ("removed", f"{gone} "), ("added", f"{came} ")
    return Lined([("same", f"{before} "), first, ("same", f"{out} "), second, ("same", put)])


def lined(change: said.Shown) -> str:
    """The proposed words, beside the current ones: what goes is struck out, what comes underlined."""
    if said.is_redlined(change):
        return Lined((piece.kind, piece.text) for piece in redline(change["current"], change["proposed"]))
    words = said.proposed_words(change)
    return words if change["current"] or not change["proposed"] else Lined([("added", words)])


def texts(change: said.Shown) -> list[str]:
    return [said.current_words(change), said.proposed_words(change)]


def proposal_heads() -> list[str]:
    heads = [_("Proposal"), _("Title"), _("Put forward by"), _("Drafted by"), _("Together with"), _("Endorsed by")]
    return [*heads, _("Organisations that endorse"), _("Reasons"), _("Expected effect")]


def proposal_line(each: said.Shown) -> list[Any]:
    names = [each["code"], each["title"], each["organization"], each["drafted_by"]]
    stand = [said.joined(each["sponsors"]), said.joined(each["endorsed_by"]), len(each["endorsed_by"])]
    return [*names, *stand, each["rationale"], each["effect"]]


def law_heads() -> list[str]:
    return [_("Label"), _("Heading"), _("What became of it"), _("Text as amended"), _("Text before"), _("Proposals")]


def law_lines(shown: said.Shown) -> list[list[Any]]:
    codes = said.origin_codes(shown)
    states = {"same": _("Unchanged"), "changed": _("Amended"), "inserted": _("Inserted"), "repealed": _("Repealed")}
    return [
        [
            each["label"],
            each["heading"],
            states[each["state"]],
            "" if each["state"] == "repealed" else each["text"],
            (each["before"] or {}).get("text", "") if each["state"] != "same" else each["text"],
            said.joined(sorted({codes[key] for key in each["origins"] if key in codes})),
        ]
        for each in shown["law"]
    ]


def akn_of(row: Dossier) -> bytes:
    """The law as it would read, without what is repealed."""
    shown = row.shown
    law = shown["instrument"]
    issued = date.fromisoformat(law["issued_on"]) if law["issued_on"] else None
    work = akoma.Work(law["country"], law["kind"], law["number"], law["year"], issued, law["issuer"])
    return akoma.written(Draft(law["title"], "", tree_of(shown)), work, date.fromisoformat(shown["base_on"]))


def tree_of(shown: said.Shown) -> list[Node]:
    nodes: dict[int, Node] = {}
    roots: list[Node] = []
    for at, each in enumerate(shown["law"]):
        if each["state"] == "repealed":
            continue
        nodes[at] = Node(each["kind"], each["label"], each["heading"], each["text"])
        parent = nodes.get(each["parent"]) if each["parent"] is not None else None
        (parent.parts if parent else roots).append(nodes[at])
    return roots


def json_of(row: Dossier) -> bytes:
    """All of it for programs."""
    head = {
        "form": FORM,
        "number": said.number_of(row),
        "code": row.code,
        "verify": said.address_of(row),
        "addressee": row.addressee,
        "letter": row.letter,
        "made_at": row.created_at.isoformat(),
    }
    return json.dumps({**head, **row.shown}, ensure_ascii=False, indent=1).encode()

"""What a session hands on as paper, in Typst's language: its agenda, attendance sheets, ballots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from meetings.models import Ballot, PaperSheet, Participant, Session
from meetings.queries import AgendaRow
from organizations.models import Organization
from paper.codes import printed_code
from paper.sections import Section, Sheet, Table, as_source
from paper.typesetting import as_pdf, page, quoted

GUESTS = 6  # empty lines for who was not on the list
SLIPS = 6  # on a page of A4
LINES = "#set table(stroke: 0.5pt + luma(60%), inset: (x: 5pt, y: 9pt))\n"


def language() -> str:
    return (get_language() or "ar")[:2]


def day_words(session: Session) -> str:
    begins, ends = (timezone.localtime(each) for each in (session.starts_at, session.ends_at))
    return f"{formats.date_format(begins, 'l j F Y')}{_(', ')}{begins:%H:%M} – {ends:%H:%M}"


def line_of(session: Session) -> str:
    return " · ".join(each for each in (str(session.body), day_words(session), session.venue) if each)


# The agenda -----------------------------------------------------------------------------------------------------------
def agenda_pdf(session: Session, rows: Iterable[AgendaRow], address: str) -> bytes:
    """As the reader sees it; the code leads to the page, which is always of today."""
    cells = [
        [
            row.place.number,
            f"{timezone.localtime(row.begins_at):%H:%M}",
            row.item.title,
            str(row.place.minutes),
            str(row.item.organization or row.item.presenter or ""),
        ]
        for row in rows
    ]
    table = Table(
        [_("No."), _("Hour"), pgettext("of an agenda", "Item"), pgettext("how long", "Minutes"), _("In charge")],
        cells,
        [2, 2, 9, 2, 5],
    )
    foot = _("Printed on %(day)s; the page behind the code is always up to date") % {
        "day": formats.date_format(timezone.localdate(), "DATE_FORMAT")
    }
    title = f"{_('Agenda')}: {session.title}"
    sheet = Sheet(title, line_of(session), foot, [Section("", tables=[("", table)])], language())
    return as_pdf(as_source(sheet, [f"#align(end, {printed_code(address)})"]))


# Sheets ---------------------------------------------------------------------------------------------------------------
def headed(sheet: PaperSheet, title: str, address: str) -> str:
    """The head of every sheet: what it is, of which session, and the code by which it is typed in."""
    session = sheet.session
    top = page(title, language(), foot=f"{session.title} · {sheet.code}", size=10, side=16)
    coded = f"{{ {printed_code(address, 26)}; v(-2mm); text(size: 10pt, dir: ltr, {quoted(sheet.code)}) }}"
    words = "; ".join(
        [
            f'block(below: 1.1em, text(size: 17pt, weight: "bold", {quoted(title)}))',
            f'block(below: 1em, text(size: 12pt, weight: "bold", {quoted(session.title)}))',
            f"block(text(size: 9.5pt, fill: luma(35%), {quoted(line_of(session))}))",
        ]
    )
    grid = (
        f"#grid(columns: (1fr, 28mm), column-gutter: 5mm, align: (start + top, center + top), {{ {words} }}, {coded})"
    )
    return f"{top}{grid}\n#v(1em)\n{LINES}"


def table(widths: Sequence[str], headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    heads = ", ".join(f'[#text(weight: "bold", {quoted(each)})]' for each in headings)
    cells = "".join(f"[#text({quoted(each)})], " for row in rows for each in row)
    return f"#table(columns: ({', '.join(widths)},), align: start + horizon, table.header({heads}), {cells})"


def signed_by(*whose: str) -> str:
    """Lines on which somebody signs."""
    lines = ", ".join(f"[#text({quoted(each)}): #box(width: 1fr, stroke: (bottom: 0.5pt))]" for each in whose)
    columns = ", ".join("1fr" for _each in whose)
    return f"\n#v(2em)\n#grid(columns: ({columns},), column-gutter: 10mm, {lines})"


def attendance_pdf(sheet: PaperSheet, people: Sequence[Participant], address: str) -> bytes:
    """Names by organisation with room to sign, and lines for who was not on the list."""
    rows = [
        [str(at), str(each.organization), each.name, str(each.get_role_display()), ""]
        for at, each in enumerate(people, start=1)
    ]
    rows += [["", "", "", "", ""] for _each in range(GUESTS)]
    headings = ["#", _("Organisation"), _("Name"), _("Comes as"), _("Signature")]
    body = table(["8mm", "3fr", "3fr", "2fr", "3fr"], headings, rows)
    return as_pdf(
        headed(sheet, _("Attendance sheet"), address) + body + signed_by(_("Who kept it"), _("Chair of the session"))
    )


def ballot_pdf(sheet: PaperSheet, organizations: Sequence[Organization], address: str) -> bytes:
    """Of a show of hands a sheet to count on; of a named vote a list to tick; of a secret one slips to cut, without a
    code or a number, and the list of who took one.
    """
    ballot = sheet.ballot
    assert ballot is not None
    head = headed(sheet, _("Ballot sheet"), address) + question(ballot)
    if ballot.method == Ballot.Method.HANDS:
        body = totals(ballot)
    elif ballot.method == Ballot.Method.NAMED:
        choices = [str(each) for each in ballot.choices.all()]
        rows = [[str(at), str(each), *("☐" for _c in choices), ""] for at, each in enumerate(organizations, start=1)]
        widths = ["8mm", "4fr", *("2fr" for _c in choices), "3fr"]
        body = table(widths, ["#", _("Organisation"), *choices, _("Signature")], rows)
    else:
        rows = [[str(at), str(each), "☐"] for at, each in enumerate(organizations, start=1)]
        taken = table(["8mm", "6fr", "2fr"], ["#", _("Organisation"), _("Put a slip in")], rows)
        body = f"{totals(ballot)}\n#v(1em)\n{taken}"
    slips = slips_of(ballot, len(organizations)) if ballot.method == Ballot.Method.SECRET else ""
    return as_pdf(head + body + signed_by(_("Who counted"), _("Chair of the session")) + slips)


def question(ballot: Ballot) -> str:
    how = f"{ballot.get_method_display()} · {ballot.get_majority_display()}"
    asked = f'#block(below: 1em, text(size: 13pt, weight: "bold", {quoted(ballot.question)}))\n'
    text = f"#block(below: 0.8em, text({quoted(ballot.text)}))\n" if ballot.text else ""
    return f"{asked}#block(below: 0.8em, text(size: 9.5pt, fill: luma(35%), {quoted(how)}))\n{text}"


def totals(ballot: Ballot) -> str:
    rows = [[str(each), "", ""] for each in ballot.choices.all()]
    return table(
        ["3fr", "5fr", "2fr"], [pgettext("of a ballot", "Answer"), _("Strokes"), pgettext("of votes", "Number")], rows
    )


def slips_of(ballot: Ballot, number: int) -> str:
    """One for each voice, all alike: nothing on a slip tells whose it is."""
    choices = "; ".join(
        f"block(above: 0.7em, text(size: 13pt, {quoted(f'☐  {each}')}))" for each in ballot.choices.all()
    )
    session = ballot.session
    slip = (
        "box(width: 100%, height: 84mm, inset: 6mm, clip: true, "
        'stroke: (paint: luma(60%), thickness: 0.5pt, dash: "dashed"), '
        f"{{ text(size: 8.5pt, fill: luma(35%), {quoted(session.title)}); "
        f'block(text(size: 11.5pt, weight: "bold", {quoted(ballot.question)})); {choices} }})'
    )
    cells = ", ".join(slip for _each in range(-(-max(number, 1) // SLIPS) * SLIPS))
    return f"\n#pagebreak()\n#set page(margin: 10mm, footer: none)\n#grid(columns: (1fr, 1fr), {cells})"

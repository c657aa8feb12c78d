"""What a forum hands on as paper, in Typst's language: its programme, letters of invitation, badges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coordination.models import Delegation, Forum
from coordination.programme import Day, Stretch
from meetings.models import Participant, Session
from paper.codes import printed_code
from paper.sections import Section, Sheet, Table, as_source
from paper.typesetting import INK, as_pdf, page, quoted, spoken, titled

BADGES = 8  # on a page of A4
BADGE_STYLE = """
#set page(margin: 8mm, footer: none)
#set par(leading: 0.55em, spacing: 0.7em)
#let badge(forum, name, size, post, organization, role, code, drawn) = box(width: 95mm, height: 69mm, radius: 3mm,
  stroke: (paint: luma(70%), thickness: 0.5pt, dash: "dashed"), inset: 5mm, {{
  block(height: 9mm, text(size: 8.5pt, fill: luma(35%), forum))
  grid(columns: (1fr, 26mm), column-gutter: 3mm, align: (start + top, center + top),
    block(height: 36mm, {{
      block(below: 3mm, {{ set par(leading: 0.75em); text(size: size, weight: "bold", name) }})
      if post != "" {{ block(below: 3mm, text(size: 9pt, post)) }}
      block(text(size: 11pt, organization))
    }}),
    {{ drawn; v(-1mm); text(size: 8pt, dir: ltr, code) }})
  align(bottom, box(fill: {ink}, radius: 1.5mm, inset: (x: 3mm, y: 1.5mm),
    text(fill: white, size: 10pt, weight: "bold", role)))
}})
"""


def language() -> str:
    return (get_language() or "ar")[:2]


def days_words(forum: Forum) -> str:
    first, last = (formats.date_format(each, "DATE_FORMAT") for each in (forum.starts_on, forum.ends_on))
    return first if first == last else f"{first} – {last}"


def place_words(forum: Forum) -> str:
    return _(", ").join(str(each) for each in (forum.place, forum.venue) if each)


def conveners_words(forum: Forum) -> str:
    return _(", ").join(str(each.organization) for each in forum.conveners.all())


# The programme --------------------------------------------------------------------------------------------------------
def programme_pdf(forum: Forum, days: Sequence[Day], address: str) -> bytes:
    """Of these days, for whoever asks; the code at its end leads to the page, which is always of today."""
    line = " · ".join(each for each in (days_words(forum), place_words(forum), forum.code) if each)
    foot = _("Printed on %(day)s; the page behind the code is always up to date") % {
        "day": formats.date_format(timezone.localdate(), "DATE_FORMAT")
    }
    sections = [Section(formats.date_format(day.day, "l j F Y"), tables=[("", hours(day))]) for day in days]
    head = [Section("", [_("Convened by: %(names)s") % {"names": conveners_words(forum)}])]
    sheet = Sheet(f"{_('Programme')}: {forum.body.title}", line, foot, [*head, *sections], language())
    return as_pdf(as_source(sheet, [f"#align(end, {printed_code(address)})"]))


def hours(day: Day) -> Table:
    rows = [row for stretch in day.stretches for row in rows_of(stretch)]
    return Table([_("Hour"), _("Session"), _("Where")], rows, [3, 8, 4])


def rows_of(stretch: Stretch, depth: int = 0) -> Iterator[list[str]]:
    for slot in stretch.slots:
        yield row_of(slot.session, depth)
        for inner in slot.parts:
            yield from rows_of(inner, depth + 1)


def row_of(session: Session, depth: int) -> list[str]:
    kind = "" if session.kind == Session.Kind.BREAK else f" ({session.get_kind_display()})"
    note = f" – {session.get_status_display()}" if session.status in ("postponed", "cancelled") else ""
    where = " · ".join(each for each in (session.track, session.venue) if each)
    return [hours_words(session), f"{'– ' * depth}{session.title}{kind}{note}", where]


def hours_words(session: Session) -> str:
    begins, ends = (timezone.localtime(each) for each in (session.starts_at, session.ends_at))
    return f"{begins:%H:%M} – {ends:%H:%M}"


# Letters --------------------------------------------------------------------------------------------------------------
def letters_pdf(forum: Forum, rows: Iterable[Delegation], site: str) -> bytes:
    """A page for each; the code leads whoever speaks for the organisation to the answer."""
    head = page(forum.body.title, language(), size=11, side=24) + "#set page(footer: none)\n"
    return as_pdf(head + "\n#pagebreak()\n".join(letter(forum, row, site) for row in rows))


def letter(forum: Forum, row: Delegation, site: str) -> str:
    written = forum.letter or _(
        "We have the honour to invite you to take part in this forum, in which organisations decide together what they "
        "do together, and follow it to its end."
    )
    to = _("To: %(name)s") % {"name": row.organization}
    parts = [
        titled(_("Letter of invitation"), f"{formats.date_format(row.invited_at, 'DATE_FORMAT')} · {forum.code}"),
        f'#block(below: 1.2em, text(size: 13pt, weight: "bold", {quoted(to)}))',
        f"#par({spoken(written)})",
        *([f"#par({spoken(row.message)})"] if row.message else []),
        facts_of(forum, row),
        answer_of(row, site),
        f'#v(2em)\n#align(end, text(weight: "bold", {quoted(conveners_words(forum))}))',
    ]
    return "\n".join(parts)


def facts_of(forum: Forum, row: Delegation) -> str:
    voice = _("One voice in votes") if row.has_voice else _("Observer, without a vote")
    facts = [
        (_("The forum"), forum.body.title),
        (_("When"), days_words(forum)),
        (_("Where"), place_words(forum)),
        (_("How many delegates"), str(row.quota)),
        (_("Vote"), voice),
        (_("Answer by"), formats.date_format(forum.answer_by, "DATE_FORMAT") if forum.answer_by else ""),
    ]
    cells = ", ".join(
        f"[#text(fill: luma(40%), {quoted(name)})], [#text({quoted(words)})]" for name, words in facts if words
    )
    return f"#v(0.6em)\n#table(columns: (3fr, 7fr), stroke: (x: none, y: 0.5pt + luma(85%)), {cells})"


def answer_of(row: Delegation, site: str) -> str:
    words = _(
        "To answer, and to name whom you send, scan this code with a phone and sign in; or open %(site)s and type:"
    )
    drawn = printed_code(f"{site}/letters/{row.letter_code}/", 32)
    asked = spoken(words % {"site": f"{site}/letters/"})
    said = f'[#par({asked}) #text(size: 16pt, weight: "bold", dir: ltr, {quoted(row.letter_code)})]'
    return f"#v(1em)\n#grid(columns: (1fr, 34mm), column-gutter: 5mm, align: (start + horizon, end), {said}, {drawn})"


# Badges ---------------------------------------------------------------------------------------------------------------
def badges_pdf(forum: Forum, people: Iterable[Participant]) -> bytes:
    """Eight on a page of A4, to be cut out; the code on each is read at the desk, by camera or typed."""
    cells = [badge(forum, each) for each in people]
    sheets = [cells[at : at + BADGES] for at in range(0, len(cells), BADGES)]
    head = page(forum.body.title, language(), side=8) + BADGE_STYLE.format(ink=INK)
    drawn = (f"#grid(columns: 2, column-gutter: 2mm, row-gutter: 1mm, {', '.join(sheet)})" for sheet in sheets)
    return as_pdf(head + "\n#pagebreak()\n".join(drawn))


def badge(forum: Forum, who: Participant) -> str:
    size = 20 if len(who.name) <= 18 else 14 if len(who.name) <= 40 else 11
    words = [forum.body.title, who.name]
    rest = [who.post, str(who.organization), str(who.get_role_display()), who.code]
    given = [*map(quoted, words), f"{size}pt", *map(quoted, rest), printed_code(who.code, 25)]
    return f"badge({', '.join(given)})"

"""Outcome documents and minutes on paper: what `OutcomeDocument.shown` holds, said in our words, with the code by which
a copy is verified.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arabic.numbers import format_number
from coordination.models import Decision, OutcomeDocument
from meetings.models import Ballot, Choice, MinuteEntry, Participant, Session
from paper.codes import printed_code
from paper.sections import Section, Sheet, Table, as_source
from paper.typesetting import as_pdf, quoted, spoken
from paper.word import as_docx

Shown = dict[str, Any]
DASH = "–"


def pdf_of(row: OutcomeDocument) -> bytes:
    return as_pdf(as_source(sheet_of(row), [verification(row)]))


def docx_of(row: OutcomeDocument) -> bytes:
    sheet = sheet_of(row)
    words = _("To verify a copy open %(address)s") % {"address": address_of(row)}
    last = Section(_("Is this copy genuine?"), [words])
    return as_docx(Sheet(sheet.title, sheet.line, sheet.foot, [*sheet.sections, last], sheet.language))


def sheet_of(row: OutcomeDocument) -> Sheet:
    shown = row.shown
    sections = minutes_sections(shown) if row.kind == OutcomeDocument.Kind.MINUTES else forum_sections(shown)
    title = f"{row.get_kind_display()}: {shown['title']}"
    made = _("No. %(number)s, as it stood on %(day)s") % {
        "number": format_number(row.number),
        "day": formats.date_format(timezone.localtime(row.created_at), "DATETIME_FORMAT"),
    }
    foot = _("Code for verification: %(code)s") % {"code": row.code}
    line = made if row.session_id is None else f"{row.body.title} · {made}"
    return Sheet(title, line, foot, list(sections), shown["language"])


def address_of(row: OutcomeDocument) -> str:
    return f"{row.shown['site']}/verify/{row.code}/"


def verification(row: OutcomeDocument) -> str:
    """At the end: whoever holds a copy learns whether it is genuine."""
    words = _(
        "Scan this code with a phone, or open %(site)s and type the code below it: the page says whether this document "
        "is genuine and whether a newer one has taken its place."
    )
    said = spoken(words % {"site": f"{row.shown['site']}/verify"})
    drawn = printed_code(address_of(row), 32)
    code = f'#text(size: 14pt, weight: "bold", dir: ltr, {quoted(row.code)})'
    box = f"[#heading(level: 2, {quoted(_('Is this copy genuine?'))}) #par({said}) {code}]"
    return f"#v(1.5em)\n#block(breakable: false, grid(columns: (1fr, 34mm), column-gutter: 5mm, {box}, {drawn}))"


# A forum --------------------------------------------------------------------------------------------------------------
def forum_sections(shown: Shown) -> Iterator[Section]:
    """What came of it first; who was there, which is the longest, at the end."""
    yield about_forum(shown)
    yield from decisions(shown["decisions"])
    yield from recommendations(shown["recommendations"])
    yield from votes(shown["votes"])
    if shown["programme"]:
        yield programme(shown["programme"])
    yield attendance(shown["attendance"])


def about_forum(shown: Shown) -> Section:
    first, last = day(shown["starts_on"]), day(shown["ends_on"])
    facts = [
        (_("The forum"), f"{shown['title']} ({shown['code']})"),
        (_("Edition"), format_number(shown["edition"])),
        (_("When"), first if first == last else f"{first} {DASH} {last}"),
        (_("Where"), joined(shown["where"])),
        (_("Convened by"), joined(shown["conveners"])),
        (_("Attendance"), attendance_words(shown["attendance"])),
    ]
    return Section("", [shown["about"]] if shown["about"] else [], [("", facts_table(facts))])


def programme(days: list[Shown]) -> Section:
    tables = []
    for each in days:
        rows = [[hours(row), session_words(row), joined(row["where"])] for row in each["rows"]]
        tables.append((day(each["day"]), Table([_("Hour"), _("Session"), _("Where")], rows, [3, 8, 4])))
    return Section(_("Programme"), tables=tables)


def session_words(row: Shown) -> str:
    is_break = row["kind"] == Session.Kind.BREAK
    kind = "" if is_break else f" ({Session.Kind(row['kind']).label})"
    note = f" {DASH} {Session.Status.POSTPONED.label}" if row["is_postponed"] else ""
    return f"{'– ' * row['depth']}{row['title']}{kind}{note}"


# The minutes of a session ---------------------------------------------------------------------------------------------
def minutes_sections(shown: Shown) -> Iterator[Section]:
    yield about_session(shown)
    if shown["agenda"]:
        rows = [[each["number"], each["title"]] for each in shown["agenda"]]
        yield Section(_("Agenda"), tables=[("", Table([_("Number"), _("Item of the agenda")], rows, [2, 13]))])
    yield attendance(shown["attendance"])
    yield from proceedings(shown["entries"], shown["decisions"])
    yield from decisions(shown["decisions"])
    yield from recommendations(shown["recommendations"])
    yield from votes(shown["votes"])


def about_session(shown: Shown) -> Section:
    facts = [
        (_("Session"), f"{shown['title']} ({Session.Kind(shown['kind']).label})"),
        (_("Session of"), shown["body"]),
        (_("Began at"), moment(shown["starts_at"])),
        (_("Ended at"), moment(shown["ends_at"])),
        (_("Where"), joined(shown["where"])),
        (_("Chaired by"), shown["chair"]),
        (_("Approved at"), moment(shown["approved_at"])),
    ]
    return Section("", tables=[("", facts_table(facts))])


def proceedings(entries: list[Shown], decided: list[Shown]) -> Iterator[Section]:
    """Paragraph by paragraph under the items of the agenda, what was added after approval at the end."""
    if not entries:
        return
    yield Section(_("Proceedings"))
    numbers = {each["entry"]: each["number"] for each in decided}
    for (is_addendum, item), rows in groupby(entries, lambda each: (each["is_addendum"], each["item"])):
        title = _("Added after approval") if is_addendum else item
        yield Section(title, [paragraph(each, numbers.get(each["id"])) for each in rows], level=2)


def paragraph(entry: Shown, number: int | None) -> str:
    if number is not None:
        before = _("Decision %(number)s") % {"number": format_number(number)}
    elif entry["kind"] == MinuteEntry.Kind.STATEMENT and entry["speaker"]:
        before = entry["speaker"]
    else:
        before = "" if entry["kind"] == MinuteEntry.Kind.NOTE else str(MinuteEntry.Kind(entry["kind"]).label)
    return f"{before}: {entry['text']}" if before else entry["text"]


# Of both --------------------------------------------------------------------------------------------------------------
def attendance(rows: list[Shown]) -> Section:
    """By organisation; without names where the document is for everybody."""
    is_named = any(row["people"] for row in rows)
    cells = [attending(row, is_named=is_named) for row in rows]
    last = _("Who came") if is_named else _("How many came")
    tables = [("", Table([_("Organisation"), last], cells, [6, 9] if is_named else [11, 4]))] if cells else []
    return Section(_("Attendance by organisation"), [attendance_words(rows)], tables)


def attendance_words(rows: list[Shown]) -> str:
    there, people = sum(row["came"] > 0 for row in rows), sum(row["came"] for row in rows)
    counted = [
        ngettext("%(number)s organisation", "%(number)s organisations", there) % {"number": format_number(there)},
        ngettext("%(number)s person", "%(number)s people", people) % {"number": format_number(people)},
    ]
    return joined(counted)


def attending(row: Shown, *, is_named: bool) -> list[str]:
    if not row["came"]:
        return [row["organization"], _("Nobody came")]
    if not is_named:
        return [row["organization"], format_number(row["came"])]
    return [row["organization"], "\n".join(person(each) for each in row["people"])]


def person(each: Shown) -> str:
    role = "" if each["role"] == Participant.Role.DELEGATE else str(Participant.Role(each["role"]).label)
    more = joined([word for word in (each["post"], role) if word])
    return f"{each['name']} {DASH} {more}" if more else each["name"]


def decisions(rows: list[Shown]) -> Iterator[Section]:
    yield Section(_("Decisions"), [] if rows else [_("No decision was taken.")])
    for row in rows:
        heading = _("Decision %(number)s") % {"number": format_number(row["number"])}
        is_titled = not row["text"].startswith(row["title"].removesuffix("…"))  # else it only repeats the text
        title = f"{heading}: {row['title']}" if is_titled else heading
        yield Section(title, [row["text"]], notes=[" · ".join(decision_notes(row))], level=2)


def decision_notes(row: Shown) -> Iterator[str]:
    yield day(row["adopted_on"])
    if row["session"]:
        yield row["session"]
    yield str(Decision.Method(row["method"]).label)
    if figures := figures_of(row["outcome"]):
        yield figures
    if row["revoked_by"]:
        yield _("Revoked by decision %(number)s") % {"number": format_number(row["revoked_by"])}


def figures_of(outcome: Shown) -> str:
    if "choices" in outcome:
        return joined(f"{each['words']} {format_number(each['votes'])}" for each in outcome["choices"])
    kinds = [kind for kind in (Choice.Kind.YES, Choice.Kind.NO, Choice.Kind.ABSTAIN) if kind in outcome]
    return joined(f"{kind.label} {format_number(outcome[kind])}" for kind in kinds)


def recommendations(rows: list[Shown]) -> Iterator[Section]:
    """By theme, those without one first."""
    if not rows:
        return
    yield Section(_("Recommendations and who answers for them"))
    for theme, some in groupby(sorted(rows, key=lambda each: each["theme"]), lambda each: each["theme"]):
        headings = [_("Code"), _("Recommendation"), _("Responsible organisation"), _("Due on")]
        cells = [recommended(each) for each in some]
        yield Section(theme, tables=[("", Table(headings, cells, [4, 12, 8, 4]))], level=2)


def recommended(row: Shown) -> list[str]:
    lead = row["lead"] or _("Nobody answers for it")
    if row["lead"] and not row["has_accepted"]:
        lead = _("%(name)s (asked, has not answered yet)") % {"name": row["lead"]}
    supporting = [_("Supports: %(names)s") % {"names": joined(row["supporting"])}] if row["supporting"] else []
    return [row["code"], row["text"], "\n".join([lead, *supporting]), day(row["due_on"])]


def votes(rows: list[Shown]) -> Iterator[Section]:
    if not rows:
        return
    headings = [_("Question"), _("How"), _("Votes"), _("Result")]
    cells = [[row["question"], how(row), counted_votes(row), result(row)] for row in rows]
    yield Section(_("Votes"), tables=[("", Table(headings, cells, [7, 5, 5, 3]))], notes=[quorum_note()])
    for row in rows:
        if row["roll"]:
            heads = [_("Organisation"), _("Said")]
            named = [[each["organization"], choice_words(each)] for each in row["roll"]]
            title = _("Who voted how: %(question)s") % {"question": row["question"]}
            yield Section(title, tables=[("", Table(heads, named, [10, 5]))], level=2)


def quorum_note() -> str:
    return _("The quorum is that of the moment when the vote was opened. Of a secret vote only its totals are kept.")


def how(row: Shown) -> str:
    words = [str(Ballot.Method(row["method"]).label), str(Ballot.Majority(row["majority"]).label)]
    words += [_("weighted")] if row["is_weighted"] else []
    there = _("%(present)s of %(eligible)s were there")
    counts = {"present": format_number(row["present"]), "eligible": format_number(row["eligible"])}
    return "\n".join([joined(words), there % counts])


def counted_votes(row: Shown) -> str:
    return "\n".join(f"{choice_words(each)}: {format_number(each['votes'])}" for each in row["choices"])


def choice_words(each: Shown) -> str:
    return each["words"] or str(Choice.Kind(each["kind"]).label)


def result(row: Shown) -> str:
    if row["majority"] == Ballot.Majority.MOST:
        best = max((each["votes"] for each in row["choices"]), default=0)
        leading = [choice_words(each) for each in row["choices"] if each["votes"] == best]
        return leading[0] if row["is_passed"] and len(leading) == 1 else _("No result")
    return _("Accepted") if row["is_passed"] else _("Not accepted")


# Words ----------------------------------------------------------------------------------------------------------------
def facts_table(facts: Iterable[tuple[str, str]]) -> Table:
    rows = [[name, words] for name, words in facts if words]
    return Table(rows[0], rows[1:], [3, 12])


def joined(words: Iterable[str]) -> str:
    return _(", ").join(words)


def day(value: str | None) -> str:
    return formats.date_format(date.fromisoformat(value), "DATE_FORMAT") if value else DASH


def moment(value: str | None) -> str:
    return formats.date_format(local(value), "DATETIME_FORMAT") if value else ""


def hours(row: Shown) -> str:
    return f"{local(row['starts_at']):%H:%M} {DASH} {local(row['ends_at']):%H:%M}"


def local(value: str) -> datetime:
    return timezone.localtime(datetime.fromisoformat(value))

"""What the rows of a table of recommendations would do: the dry run. What the verbs would refuse is said before
anything is written, at the cell that says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.normalise import normalise
from coordination import permissions
from coordination.models import Committee, Recommendation, Responsibility, Theme
from coordination.queries.sheets import lead_in, page_of, with_answering
from coordination.states import DRAFT, ENDED, OPEN
from journal.actors import Actor
from meetings.models import Body
from meetings.permissions import can_chair, can_lead, can_minute
from organizations.cells import parts_of
from organizations.models import Membership, Organization
from organizations.permissions import SPEAKING
from organizations.queries import governorates
from organizations.sheets.planning import Facts, RowPlan
from organizations.sheets.values import choice, day, named, nearest, whole_number
from organizations.sheets.wrongs import Wrong

LONGEST = {"text": 4000, "title": 160}
LONGEST_PAGE, LONGEST_THEME, MOST_PLACES = 40, 120, 60
FURTHEST = 10 * 366  # days
NOW = timezone.localdate
EMPTIED: Facts = {**dict.fromkeys(("theme", "committee", "parent", "due_on")), "places": []}
WORDING = frozenset({"text", "title"})  # stands once adopted
SIMPLE = ("text", "title", "report_every", "visibility")
NEARBY = 30  # names that are not known and get suggestions: they cost time


class Known:
    """The names that recommendations of a body use, and what the actor may do with them, read once."""

    def __init__(self, actor: Actor, body: Body) -> None:
        self.actor, self.body = actor, body
        seen = permissions.recommendations_for(actor.user).filter(body=body)
        self.rows = {row.code: row for row in with_answering(seen)}
        self.texts = {normalise(row.text): row for row in self.rows.values()}
        self.divided = {row.parent_id for row in self.rows.values()}
        themes = Theme.objects.filter(body=None) | Theme.objects.filter(body=body)
        self.themes = {normalise(row.name): row for row in themes}
        self.places = {normalise(name): row.pcode for row in governorates() for name in names_of_place(row)}
        self.committees = dict(committee_names(actor.user))
        self.minutes = can_minute(actor, body)
        self.runs = can_chair(actor, body) or can_lead(actor, body)
        self.makes_themes = permissions.can_create_theme(actor, body)
        self.suggested = 0
        self._steered: dict[int, bool] = {}

    @cached_property
    def organizations(self) -> dict[str, Organization]:
        rows = Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at=None)
        return {normalise(name): row for row in rows for name in (row.name_ar, row.name_en, row.acronym) if name}

    def steers(self, row: Recommendation) -> bool:
        """As permissions.can_steer, of many rows."""
        if self.runs or row.committee is None:
            return self.runs
        if row.committee.pk not in self._steered:
            self._steered[row.committee.pk] = can_chair(self.actor, row.committee.body)
        return self._steered[row.committee.pk]

    def edits(self, row: Recommendation) -> bool:
        """As permissions.can_edit_recommendation, of many rows."""
        return self.minutes if row.status == DRAFT else row.status not in ENDED and self.steers(row)

    # Cells
    def theme(self, text: str) -> int | str:
        """A known one by its number, a new one by its name, for whom may make it."""
        known = self.themes.get(normalise(text))
        if known is not None:
            return known.pk
        if not self.makes_themes:
            words = _("The body has no theme of this name. Those who run it make themes.")
            raise Wrong("unknown_theme", words, nearest(normalise(text), self.themes, lambda row: row.name))
        if len(text) > LONGEST_THEME:
            raise Wrong("too_long", _("At most 120 characters."))
        return text

    def place_codes(self, text: str) -> list[str]:
        found = {named(part, self.places): None for part in parts_of(text)}
        if len(found) > MOST_PLACES:
            raise Wrong("too_many", _("These are too many."))
        return sorted(found)

    def committee(self, text: str) -> int:
        return named(text, self.committees, words=lambda row: row.body.title).pk

    def parent(self, text: str) -> int:
        row = self.rows.get(text.upper())
        if row is None:
            raise Wrong("unknown", _("There is no recommendation of this body with this code."))
        if row.parent_id is not None:
            raise Wrong("own_part", _("A part belongs to a recommendation that is no part itself."))
        return row.pk

    def organization(self, text: str, answering: Mapping[str, int]) -> int:
        """One that is `answering` already stays known, be it suspended since: nothing is asked of it anew."""
        wanted = normalise(text)
        if wanted in answering:
            return answering[wanted]
        if wanted not in self.organizations and self.suggested >= NEARBY:
            raise Wrong("unknown", _("No verified organisation is called so."))
        self.suggested += wanted not in self.organizations
        return named(text, self.organizations).pk

    def supporting(self, text: str, answering: Mapping[str, int]) -> list[int]:
        """Names part by semicolons, for a name may hold a comma; by commas, where that is none."""
        whole = [part.strip() for part in text.replace("؛", ";").replace("\n", ";").split(";") if part.strip()]
        known = {*self.organizations, *answering}
        parts = whole if all(normalise(part) in known for part in whole) else parts_of(text)
        return list(dict.fromkeys(self.organization(part, answering) for part in parts))


def names_of_place(row: Any) -> list[str]:
    return [row.pcode, row.name_ar, row.name_en, *row.aliases]


def committee_names(user: Any) -> Iterable[tuple[str, Committee]]:
    for row in permissions.committees_for(user).select_related("body"):
        yield normalise(row.code), row
        yield normalise(row.body.title), row


# A row ----------------------------------------------------------------------------------------------------------------
class RecommendationPlan(RowPlan):
    """`values` are JSON: days as texts, rows as numbers, a new theme as its name."""

    def facts(self) -> Facts:
        row: Recommendation | None = self.known
        own = {"recommendation": row.pk, "code": row.code, "version": row.version} if row else UNKNOWN
        return {**super().facts(), **own}


UNKNOWN = {"recommendation": None, "code": "", "version": None}
Rows = Iterable[tuple[int, Mapping[str, str]]]


def planned_rows(known: Known, rows: Rows) -> list[RecommendationPlan]:
    """What each row of a table would do; the same queries, however many rows, save for people who are named."""
    seen = set[str]()
    return [planned_row(known, line, dict(cells), seen) for line, cells in rows]


def planned_row(known: Known, line: int, cells: dict[str, str], seen: set[str]) -> RecommendationPlan:
    """An empty cell says nothing; a dash empties what stands."""
    plan = RecommendationPlan(line, cells.get("title") or cut(cells.get("text", "")))
    identify(plan, known, cells, seen)
    readers: dict[str, Callable[[str], Any]] = {
        "text": str,
        "title": str,
        "theme": known.theme,
        "places": known.place_codes,
        "due_on": near_day,
        "report_every": days_between,
        "committee": known.committee,
        "visibility": lambda text: choice(text, Body.Visibility),
        "parent": known.parent,
    }
    plan.read(cells, readers, EMPTIED)
    read_reference(plan, cells)
    check_lengths(plan)
    (stands if plan.known else is_new)(plan, known, cells)
    return plan


def identify(plan: RecommendationPlan, known: Known, cells: Mapping[str, str], seen: set[str]) -> None:
    code = cells.get("code", "").upper()
    if not code:
        if "text" not in cells:
            plan.wrong("text", _("A new recommendation has a text."))
        elif (text := normalise(cells["text"])) in seen:
            plan.wrong("text", _("The table says the same recommendation twice."))
        else:
            seen.add(text)
        return
    plan.known = known.rows.get(code)
    if plan.known is None:
        plan.wrong("code", _("This body has no recommendation with this code. Leave the cell empty for a new one."))
    elif code in seen:
        plan.wrong("code", _("The table says the same recommendation twice."))
    else:
        plan.title = plan.known.title
    seen.add(code)


def near_day(text: str) -> str:
    said = day(text)
    if abs((said - NOW()).days) > FURTHEST:
        raise Wrong("invalid_day", _("Choose a day within ten years."))
    return said.isoformat()


def days_between(text: str) -> int:
    number = whole_number(text)
    if not 1 <= number <= 366:
        raise Wrong("invalid_days", _("Between a day and a year."))
    return number


def read_reference(plan: RecommendationPlan, cells: Mapping[str, str]) -> None:
    """Where it stands in a document: the document and the number there."""
    page = " · ".join(cells[key] for key in ("source", "reference") if cells.get(key))
    if len(page) > LONGEST_PAGE:
        plan.wrong("reference", _("The document and the number have forty characters at most."))
    elif page:
        plan.values["reference"] = page


def check_lengths(plan: RecommendationPlan) -> None:
    for key, most in LONGEST.items():
        if len(plan.values.get(key) or "") > most:
            plan.wrong(key, _("This is too long."))


def cut(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:159]}…"


# A new one ------------------------------------------------------------------------------------------------------------
def is_new(plan: RecommendationPlan, known: Known, cells: Mapping[str, str]) -> None:
    """One with the same text was brought before: a mended file is brought as a whole."""
    if plan.errors:
        return
    if not known.minutes:
        plan.wrong("text", _("Only who writes the minutes of the body writes its recommendations down."))
    plan.is_known = normalise(plan.values["text"]) in known.texts
    if {"organization", "supporting"} & set(cells):
        plan.notes.append(_("Organisations are asked once it is adopted."))


# One that stands ------------------------------------------------------------------------------------------------------
def stands(plan: RecommendationPlan, known: Known, cells: Mapping[str, str]) -> None:
    row: Recommendation = plan.known
    read_answering(plan, known, cells)
    plan.changes = changed_keys(plan, row)
    for key in plan.changes:
        refuse_change(plan, known, row, key)
    if "parent" in plan.changes and (plan.values["parent"] == row.pk or row.pk in known.divided):
        plan.wrong("parent", _("A part belongs to a recommendation that is no part itself."))


def refuse_change(plan: RecommendationPlan, known: Known, row: Recommendation, key: str) -> None:
    if row.status in ENDED:
        plan.wrong(key, _("It has ended: nothing of it changes any more."))
    elif key in WORDING and row.status != DRAFT:
        plan.wrong(key, _("It is adopted: its text does not change any more."))
    elif key == "reference":
        plan.wrong(key, _("Where it was said stands as it was written down."))
    elif key not in {"organization", "supporting", "focal_point", "alternate"} and not known.edits(row):
        plan.wrong(key, _("You may not change this one: those who run the body may."))


def changed_keys(plan: RecommendationPlan, row: Recommendation) -> list[str]:
    """The columns whose cells say something else than what stands."""
    stand: Facts = {key: getattr(row, key) for key in SIMPLE}
    stand |= {key: getattr(row, f"{key}_id") for key in ("theme", "committee", "parent")}
    stand |= {"places": sorted(place.pcode for place in row.places.all()), "reference": page_of(row)}
    stand["due_on"] = row.due_on.isoformat() if row.due_on else None
    lead = lead_in(row)
    stand["organization"] = lead.organization_id if lead else None
    stand |= {key: getattr(lead, f"{key}_id", None) for key in ("focal_point", "alternate")}
    stand["supporting"] = []
    return [key for key, said in plan.values.items() if is_other(said, stand[key])]


def is_other(said: Any, stands_there: Any) -> bool:
    """Files change the ends of lines: words that differ in nothing else are the same."""
    if isinstance(said, str) and isinstance(stands_there, str):
        return said.split() != stands_there.split()
    return bool(said != stands_there)


# Who answers for it ---------------------------------------------------------------------------------------------------
def read_answering(plan: RecommendationPlan, known: Known, cells: Mapping[str, str]) -> None:
    row: Recommendation = plan.known
    lead = lead_in(row)
    answering = {normalise(str(each.organization)): each.organization_id for each in row.answering}  # type: ignore[attr-defined]
    plan.read(
        cells,
        {
            "organization": lambda text: known.organization(text, answering),
            "supporting": lambda text: known.supporting(text, answering),
        },
        {},
    )
    wanted = plan.values.get("organization")
    if wanted and lead is not None and wanted != lead.organization_id:
        plan.wrong("organization", _("One organisation answers for it, or has been asked to: end that first."))
    standing = set(answering.values())
    if "supporting" in plan.values:
        plan.values["supporting"] = [pk for pk in plan.values["supporting"] if pk not in standing]
    for key in ("organization", "supporting"):
        if plan.values.get(key) and (key == "supporting" or lead is None):
            check_asking(plan, known, row, key)
    for key in ("focal_point", "alternate"):
        if key in cells and "organization" not in plan.errors:
            read_person(plan, known, key, cells[key], lead)


def check_asking(plan: RecommendationPlan, known: Known, row: Recommendation, key: str) -> None:
    if row.status == DRAFT:
        del plan.values[key]
        plan.notes.append(_("Organisations are asked once it is adopted."))
    elif row.status not in OPEN or not known.steers(row):
        plan.wrong(key, _("Organisations are asked by those who run the body, while it is to be done."))


def read_person(plan: RecommendationPlan, known: Known, key: str, text: str, lead: Responsibility | None) -> None:
    """Who is to be spoken to is named by the organisation itself."""
    standing = getattr(lead, key, None)
    if standing is not None and normalise(str(standing)) == normalise(text):
        return
    is_accepted = lead is not None and lead.status == Responsibility.Status.ACCEPTED
    if lead is None or not is_accepted or not permissions.can_name_focal_point(known.actor, lead):
        plan.wrong(key, _("The organisation that answers for it names who is to be spoken to."))
        return
    own = Membership.objects.filter(SPEAKING, organization=lead.organization, person__is_active=True)
    people = {normalise(str(each.person)): each.person_id for each in own.select_related("person")}
    try:
        plan.values[key] = named(text, people, words=lambda _pk: "")
    except Wrong:
        plan.wrong(key, _("Nobody of that name speaks for the organisation."))

"""The verbs of a recommendation: write it down, say anew what it is, adopt it by a decision, end it by one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse, defuse_name
from arabic.normalise import normalise
from coordination import permissions
from coordination.actions.moves import as_it_stands, end_all, tell
from coordination.actions.origins import Said, keep_origin, require_seen
from coordination.models import Committee, Decision, Forum, Recommendation
from coordination.states import ADOPTED, DRAFT, DROPPED, ENDED, OPEN, SUPERSEDED, WAYS
from journal.actors import Actor
from journal.records import NARROWED, forget, record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import demand_possible, demand_way, move
from journal.verbs import verb
from meetings.models import Body
from needs.actions.postings import place_names
from organizations.columns import check_columns
from organizations.models import Place

WORDING = frozenset({"text", "title", "supersedes"})
DETAILS = WORDING | {"theme", "committee", "parent", "due_on", "report_every", "visibility"}
WIDTHS = ["body", "members", "public"]  # of Body.Visibility, from few to all
FURTHEST = timedelta(days=10 * 366)
LONGEST = 4000  # letters
TITLE = 110  # letters of the text, where nobody gave it a title


@verb
def create_recommendation(
    *, actor: Actor, body: Body, client_id: UUID, text: str, origin: Said | None = None, **details: Any
) -> Recommendation:
    """Write down what a body recommends: a draft for those who write its minutes. `details` are other columns of
    DETAILS, and `places` as a whole list; without a title the text's first words are it. `origin`: where it was said.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`. ValidationError by field.
    """
    require(permissions.can_create_recommendation(actor, body))
    require_seen(actor, origin or Said())
    if first := Recommendation.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat((first.body_id, first.text) == (body.pk, defuse(text).strip()))
        return first
    places = details.pop("places", [])
    row = Recommendation(body=body, person=actor.user, organization=actor.organization, client_id=client_id)
    row.visibility, row.forum = body.visibility, Forum.objects.filter(body=body).first()
    row.committee = Committee.objects.filter(body=body).first()
    fill(actor, row, {"text": text, **details})
    row.code = next_code(body, row.forum)
    row.save()
    set_places(row, places)
    keep_origin(row, origin or Said())
    index(row)
    tell("recommendation_created", actor, row)
    return row


@verb
def edit_recommendation(*, actor: Actor, recommendation: Recommendation, **details: Any) -> Recommendation:
    """Say anew what it is: columns of DETAILS, `places` as a whole list. Conflict `text_is_fixed` for the wording of
    one that is adopted, `hand_over` where a committee follows it up and another one would: that one takes it by
    `take_referral`. ValidationError by field.
    """
    require(permissions.can_edit_recommendation(actor, recommendation))
    row = as_it_stands(recommendation)
    demand_possible(row.status not in ENDED, row)
    require(permissions.can_edit_recommendation(actor, row))  # adopted meanwhile, it is not for whoever takes minutes
    places, before = details.pop("places", None), row.visibility
    demand_handed_over(row, details)
    changed = fill(actor, row, details)
    if row.status != DRAFT and WORDING & set(changed):
        raise Conflict(_("It is adopted: its text does not change any more."), code="text_is_fixed")
    row.version += 1
    row.save(update_fields=[*details, "version"])
    if places is not None:
        set_places(row, places)
    index(row)
    tell("recommendation_edited", actor, row, fields=sorted([*changed, *(["places"] if places is not None else [])]))
    if row.status != DRAFT and WIDTHS.index(row.visibility) < WIDTHS.index(before):
        forget(row.stream)
        record(NARROWED, stream=row.stream, actor=actor, subject=row)
    return row


@verb
def discard_recommendation(*, actor: Actor, recommendation: Recommendation) -> None:
    """Throw a draft away. Conflict `wrong_status` for one that is adopted."""
    require(permissions.can_discard_recommendation(actor, recommendation))
    row = as_it_stands(recommendation)
    demand_possible(row.status == DRAFT, row)
    tell("recommendation_discarded", actor, row)
    Recommendation.objects.filter(pk=row.pk).delete()  # by the table: the entry still needs the row's number


@verb
def adopt_recommendation(*, actor: Actor, recommendation: Recommendation, decision: Decision) -> Recommendation:
    """Adopt it by a decision of its body: from now on its text stands as it is, and those it is for see it. What it
    supersedes ends with it. Twice changes nothing.

    ValidationError `other_body`, `decision_revoked`; Conflict `wrong_status`.
    """
    require(permissions.can_adopt_recommendation(actor, recommendation))
    row = as_it_stands(recommendation)
    check_decision(row, decision)
    if row.status == ADOPTED and row.decision_id == decision.pk:
        return row
    demand_way(WAYS, row, ADOPTED)
    demand_possible(row.status == DRAFT, row)
    move(row, ADOPTED, DRAFT, decision=decision, adopted_on=decision.adopted_on)
    Recommendation.objects.filter(pk=row.pk).update(version=F("version") + 1)
    tell("recommendation_adopted", actor, row, decision=decision.pk, sha256=fingerprint(row))
    if row.supersedes is not None:
        supersede(actor, as_it_stands(row.supersedes), decision)
    return row


@verb
def drop_recommendation(
    *, actor: Actor, recommendation: Recommendation, decision: Decision | None, reason: str
) -> Recommendation:
    """Give it up, by a decision of its body and with a reason; who answered for it hears of it.

    ValidationError `decision_required`, `other_body`, `decision_revoked`, `reason_required`; Conflict `wrong_status`.
    """
    require(permissions.can_drop_recommendation(actor, recommendation))
    row = as_it_stands(recommendation)
    why = demand_way(WAYS, row, DROPPED, reason)
    if decision is None:
        raise invalid(
            _("Only a decision ends a recommendation: choose it."), code="decision_required", field="decision"
        )
    check_decision(row, decision, also=row.committee)
    move(row, DROPPED, *OPEN, ending=decision, status_reason=why)
    tell("recommendation_dropped", actor, row, decision=decision.pk)
    end_all(actor, row)
    return row


# What they share ------------------------------------------------------------------------------------------------------
def demand_handed_over(row: Recommendation, details: dict[str, Any]) -> None:
    given = details.get("committee", row.committee)
    if row.status != DRAFT and row.committee is not None and given != row.committee:
        words = _("A committee follows it up: hand it over, and the other one takes it on.")
        raise Conflict(words, code="hand_over")


def supersede(actor: Actor, row: Recommendation, decision: Decision) -> None:
    """The one whose place another takes. Refused where the actor may not end it; Conflict where it ended already."""
    demand_way(WAYS, row, SUPERSEDED)
    require(permissions.can_supersede(actor, row))
    move(row, SUPERSEDED, *OPEN, ending=decision)
    tell("recommendation_superseded", actor, row, decision=decision.pk)
    end_all(actor, row)


def check_decision(row: Recommendation, decision: Decision, also: Committee | None = None) -> None:
    """Of the body that recommends (or of the committee that follows up, where that is enough), and not revoked."""
    bodies = {row.body_id} | ({also.body_id} if also else set())
    if decision.body_id not in bodies:
        raise invalid(_("This decision is of another body."), code="other_body", field="decision")
    if decision.revoked_by_id is not None:
        raise invalid(_("This decision has been revoked."), code="decision_revoked", field="decision")


def fingerprint(row: Recommendation) -> str:
    """SHA-256 of the text: written into the journal on adoption, so that whoever doubts it can compare."""
    return hashlib.sha256(row.text.encode()).hexdigest()


def fill(actor: Actor, row: Recommendation, details: dict[str, Any]) -> list[str]:
    """Set columns of DETAILS, cleaned and checked; the names of those that changed. ValidationError by field; TypeError
    for what is no column.
    """
    if unknown := set(details) - DETAILS:
        raise TypeError(f"no such details: {sorted(unknown)}")
    before = {name: getattr(row, name) for name in details}
    for name, value in details.items():
        setattr(row, name, cleaned(name, value))
    row.title = row.title or first_words(row.text)
    check_columns(row, set(details) - {"theme", "committee", "parent", "supersedes"})
    if len(row.text) > LONGEST:
        raise invalid(_("At most 4,000 letters."), code="too_long", field="text")
    check_relations(actor, row, details)
    if row.due_on and "due_on" in details and abs(row.due_on - timezone.localdate()) > FURTHEST:
        raise invalid(_("Choose a day within ten years."), code="invalid_day", field="due_on")
    if not 1 <= row.report_every <= 366:
        raise invalid(_("Between a day and a year."), code="invalid_days", field="report_every")
    return [name for name in details if getattr(row, name) != before[name]]


def cleaned(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return defuse(value).strip() if name == "text" else defuse_name(value)


def check_relations(actor: Actor, row: Recommendation, details: dict[str, Any]) -> None:
    """ValidationError `own_part`, `other_theme`, `cannot_supersede`."""
    if row.parent is not None and (
        row.parent.parent_id is not None or row.parent_id == row.pk or (row.pk and row.parts.exists())
    ):
        raise invalid(_("A part belongs to a recommendation that is no part itself."), code="own_part", field="parent")
    if row.theme is not None and row.theme.body_id not in {None, row.body_id}:
        raise invalid(_("This theme is of another body."), code="other_theme", field="theme")
    if details.get("supersedes") and not permissions.can_supersede(actor, details["supersedes"]):
        words = _("You cannot have another one take its place: it ended, or others run its body.")
        raise invalid(words, code="cannot_supersede", field="supersedes")


def first_words(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE else f"{line[:TITLE].rsplit(' ', 1)[0]}…"


def next_code(body: Body, forum: Forum | None) -> str:
    """R-2-014, the fourteenth of the second edition; where another forum's second edition has taken that beginning, and
    for a committee, its own letters stand in the number's place. The row that counts is held until commit.
    """
    rows: Any = Forum.objects.filter(body=body) if forum else Committee.objects.filter(body=body)
    rows.update(recommendations_made=F("recommendations_made") + 1)
    counted = rows.get()
    letters = counted.code.split("-", 1)[-1]
    own = str(forum.edition) if forum else letters
    if Recommendation.objects.filter(code__startswith=f"R-{own}-").exclude(body=body).exists():
        own = letters
    return f"R-{own}-{counted.recommendations_made:03}"


def set_places(row: Recommendation, places: Iterable[Place]) -> None:
    row.places.set(list(places))


def index(row: Recommendation) -> None:
    """What is searched: everything by which somebody would look for it."""
    words = [row.code, row.title, row.text, str(row.theme or "")]
    for place in row.places.select_related("parent__parent"):
        words += place_names(place)
    for each in row.responsibilities.filter(permissions.STANDING).select_related("organization"):
        words += [each.organization.name_ar, each.organization.name_en]
    row.search_text = normalise(" ".join(words))
    Recommendation.objects.filter(pk=row.pk).update(search_text=row.search_text)

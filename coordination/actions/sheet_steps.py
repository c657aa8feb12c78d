"""What a row of the sheet of steps does, when the table is written."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from coordination.actions.milestones import add_milestone, edit_milestone
from coordination.models import Milestone, Recommendation, RecommendationSheet
from journal.actors import Actor
from journal.refusals import Conflict
from organizations.sheets.brought import line_id
from organizations.sheets.planning import Facts

NAMES = {"step": "title", "weight": "weight", "due_on": "due_on"}


def write_step(actor: Actor, sheet: RecommendationSheet, row: Facts) -> None:
    (change_step if row["step"] else create_step)(actor, sheet, row)


def create_step(actor: Actor, sheet: RecommendationSheet, row: Facts) -> None:
    of = Recommendation.objects.filter(pk=row["recommendation"], body=sheet.body).first()
    if of is None:
        raise Conflict(_("The draft was thrown away meanwhile."), code="gone")
    client_id = line_id(f"recommendation-sheet/{sheet.pk}", f"step-{row['line']}")
    details = {name: value for name, value in details_of(row["values"]).items() if value is not None}
    add_milestone(actor=actor, recommendation=of, client_id=client_id, **details)


def change_step(actor: Actor, sheet: RecommendationSheet, row: Facts) -> None:
    """Only what differed when it was looked through; one that others changed since stays. Conflict `stale`, `gone`."""
    rows = Milestone.objects.select_related("recommendation__body", "recommendation__committee__body")
    step = rows.filter(pk=row["step"], recommendation__body=sheet.body, withdrawn_at=None).first()
    if step is None:
        raise Conflict(_("This step was taken out meanwhile."), code="gone")
    if any(getattr(step, name) != value for name, value in details_of(row["was"]).items()):
        raise Conflict(_("Somebody changed it meanwhile: bring the table once more."), code="stale")
    edit_milestone(actor=actor, milestone=step, **details_of({key: row["values"][key] for key in row["changes"]}))


def details_of(values: Facts) -> dict[str, Any]:
    """As the verbs take them."""
    details = {NAMES[key]: value for key, value in values.items()}
    if details.get("due_on"):
        details["due_on"] = date.fromisoformat(details["due_on"])
    return details

"""The verbs that bring tables of recommendations.

Somebody brings a file (import_recommendation_sheet), says what its columns are where they are not ours
(map_recommendation_sheet), sees what each row would do, and starts it (start_recommendation_sheet). The worker writes a
few rows at a time (write_recommendation_sheet); killed in between it goes on where it stopped, for what it makes it
makes under the same `client_id`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from arabic.direction import defuse_name
from arabic.normalise import normalise
from coordination import permissions
from coordination.actions.origins import Said
from coordination.actions.recommendations import create_recommendation, edit_recommendation
from coordination.actions.responsibilities import ask_responsibility, name_focal_point
from coordination.actions.sheet_steps import write_step
from coordination.actions.themes import create_theme, themes_of
from coordination.models import Committee, Recommendation, RecommendationSheet, Responsibility, Theme
from journal.actors import Actor
from journal.due import schedule
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, demand_repeat, require
from journal.verbs import verb
from meetings.models import Body
from organizations.models import Organization, Place
from organizations.sheets.brought import (
    FORGOTTEN_AFTER,
    KEPT_REFUSALS,
    WAITING_LIMIT,
    line_id,
    to_write,
    write_some,
)
from organizations.sheets.planning import Facts, counted

COLUMNS = ("text", "title", "visibility", "report_every")  # as the verbs take them, without more ado
ROWS: dict[str, Any] = {"committee": Committee, "parent": Recommendation}
ASKED = ("organization", "supporting", "focal_point", "alternate")


@dataclass(frozen=True)
class Brought:
    """A file as it was read and looked through: `table` the cells, `columns` what they are taken for, `rows` as
    RowPlan.facts; `is_sure` where nobody has to look at the columns.
    """

    filename: str
    digest: str
    table: Facts
    columns: list[str]
    rows: list[Facts]
    is_sure: bool


@verb
def import_recommendation_sheet(*, actor: Actor, body: Body, brought: Brought, client_id: UUID) -> RecommendationSheet:
    """Keep a file that was looked through until who brought it says that it be written.

    Nobody keeps more than five waiting, none longer than a week. A repeated `client_id` answers with the first; with
    another file, Conflict `client_id_reused`.
    """
    require(permissions.can_import_recommendation_sheet(actor, body))
    first = RecommendationSheet.objects.filter(made_by=actor.user, client_id=client_id).first()
    if first is not None:
        demand_repeat((first.digest, first.body_id) == (brought.digest, body.pk))
        return first
    waiting = RecommendationSheet.objects.filter(made_by=actor.user, started_at__isnull=True).order_by("-pk")
    too_many = list(waiting.values_list("pk", flat=True)[WAITING_LIMIT - 1 :])
    RecommendationSheet.objects.filter(pk__in=too_many).delete()
    sheet = RecommendationSheet.objects.create(
        body=body,
        made_by=actor.user,
        organization=actor.organization,
        client_id=client_id,
        digest=brought.digest,
        filename=defuse_name(brought.filename)[:200],
        table=brought.table,
        is_sure=brought.is_sure,
        **taken(brought.columns, brought.rows),
    )
    schedule("forget_recommendation_sheet", at=timezone.now() + FORGOTTEN_AFTER, sheet_id=sheet.pk)
    return sheet


@verb
def map_recommendation_sheet(
    *, actor: Actor, sheet: RecommendationSheet, columns: Sequence[str], rows: list[Facts]
) -> RecommendationSheet:
    """Take its columns for something else: `rows` are the dry run of that. Conflict `already_started`."""
    require(permissions.can_map_recommendation_sheet(actor, sheet))
    waiting = RecommendationSheet.objects.filter(pk=sheet.pk, started_at=None)
    if not waiting.update(is_sure=True, **taken(list(columns), rows)):
        raise Conflict(_("It is being written already."), code="already_started")
    sheet.refresh_from_db()
    return sheet


@verb
def start_recommendation_sheet(
    *, actor: Actor, sheet: RecommendationSheet, makes_themes: bool = False
) -> RecommendationSheet:
    """Have what is new and what changes written; rows with errors are left out. `makes_themes`: those that the table
    names and nobody knows, for who may make them. Starting what was started, or what stopped, goes on.

    Conflict `nothing_to_write`, `columns_unknown`.
    """
    require(permissions.can_start_recommendation_sheet(actor, sheet))
    if makes_themes:
        require(permissions.can_create_theme(actor, sheet.body))
    if not sheet.is_sure:
        raise Conflict(_("Say first what the columns are."), code="columns_unknown")
    if not sheet.total:
        raise Conflict(_("There is nothing to write."), code="nothing_to_write")
    free = RecommendationSheet.objects.filter(pk=sheet.pk, finished_at__isnull=True)
    is_new = free.filter(started_at=None).update(started_at=timezone.now(), makes_themes=makes_themes)
    if is_new or free.filter(failed_at__isnull=False).update(failed_at=None):
        schedule("write_recommendation_sheet", key=f"recommendation_sheet.{sheet.pk}", sheet_id=sheet.pk)
        tell("recommendation_sheet_started", actor, sheet)
    sheet.refresh_from_db()
    return sheet


@verb
def discard_recommendation_sheet(*, actor: Actor, sheet: RecommendationSheet) -> None:
    """Forget a file that was not started. Conflict `already_started`."""
    require(permissions.can_discard_recommendation_sheet(actor, sheet))
    went = RecommendationSheet.objects.filter(pk=sheet.pk, started_at__isnull=True).delete()[0]
    if not went and RecommendationSheet.objects.filter(pk=sheet.pk).exists():
        raise Conflict(_("It is being written already."), code="already_started")


@verb
def write_recommendation_sheet(*, actor: Actor, sheet: RecommendationSheet) -> bool:
    """Write the next rows, for about a twelfth of a second; is there more to do? Refused where who brought it may no
    longer write the body's recommendations.
    """
    require(permissions.can_start_recommendation_sheet(actor, sheet))
    sheet = held(sheet, "body__organization", "organization")
    if sheet.state != "running":
        return False
    rows = to_write(sheet.rows)
    sheet.done, refused = write_some(rows, sheet.done, lambda row: write_row(actor, sheet, row))
    sheet.refused = [*sheet.refused, *refused][:KEPT_REFUSALS]
    if sheet.done == len(rows):
        sheet.finished_at, sheet.rows = timezone.now(), []
        # the headings stay: the next table with them is read the same way
        sheet.table = {**sheet.table, "rows": [], "steps": []}
        tell("recommendation_sheet_finished", actor, sheet)
    sheet.save(update_fields=["done", "refused", "finished_at", *(["rows", "table"] if sheet.finished_at else [])])
    return sheet.finished_at is None


@verb
def fail_recommendation_sheet(*, actor: Actor, sheet: RecommendationSheet) -> None:
    """It stopped: what is written stands, and who brought it may have it go on. The clock says so."""
    require(permissions.can_fail_recommendation_sheet(actor))
    running = RecommendationSheet.objects.filter(pk=sheet.pk, finished_at__isnull=True)
    if running.update(failed_at=timezone.now()):
        tell("recommendation_sheet_failed", actor, sheet)


@verb
def forget_recommendation_sheet(*, actor: Actor, sheet: RecommendationSheet) -> None:
    """What nobody started within a week goes. Leaves no entry."""
    require(permissions.can_forget_recommendation_sheet(actor))
    RecommendationSheet.objects.filter(pk=sheet.pk, started_at__isnull=True).delete()


def taken(columns: list[str], rows: list[Facts]) -> Facts:
    counts = counted(rows)
    return {"columns": columns, "rows": rows, "counts": counts, "total": counts["new"] + counts["changed"]}


def tell(event: str, actor: Actor, sheet: RecommendationSheet) -> None:
    record(event, stream=f"user.{sheet.made_by_id}", actor=actor, subject=sheet, kind="recommendation_sheet")


# Writing --------------------------------------------------------------------------------------------------------------
def write_row(actor: Actor, sheet: RecommendationSheet, row: Facts) -> None:
    if row.get("sheet") == "steps":
        write_step(actor, sheet, row)
    else:
        (change if row["recommendation"] else create)(actor, sheet, row)


def create(actor: Actor, sheet: RecommendationSheet, row: Facts) -> None:
    details = details_of(actor, sheet, row["values"])
    if page := row["values"].get("reference"):
        details["origin"] = Said(page=page)
    client_id = line_id(f"recommendation-sheet/{sheet.pk}", row["line"])
    create_recommendation(actor=actor, body=sheet.body, client_id=client_id, **details)


def change(actor: Actor, sheet: RecommendationSheet, row: Facts) -> None:
    """Only what differed when it was looked through; one that others changed since stays. Conflict `stale`, `gone`."""
    found = Recommendation.objects.select_related("body__organization", "committee__body", "theme")
    standing = found.filter(pk=row["recommendation"], body=sheet.body).first()
    if standing is None:
        raise Conflict(_("The draft was thrown away meanwhile."), code="gone")
    if standing.version != row["version"]:
        raise Conflict(_("Somebody changed it meanwhile: bring the table once more."), code="stale")
    values = {key: row["values"][key] for key in row["changes"]}
    asked = {key: values.pop(key) for key in ASKED if key in values}
    if values:
        edit_recommendation(actor=actor, recommendation=standing, **details_of(actor, sheet, values))
    ask(actor, standing, asked)


def ask(actor: Actor, recommendation: Recommendation, asked: Facts) -> None:
    """Organisations that are to answer for it, or to support it; who is to be spoken to, of the one that does."""
    role = Responsibility.Role
    wanted = [(pk, role.LEAD) for pk in [asked.get("organization")] if pk]
    wanted += [(pk, role.SUPPORT) for pk in asked.get("supporting", [])]
    for pk, as_what in wanted:
        organization = Organization.objects.get(pk=pk)
        ask_responsibility(actor=actor, recommendation=recommendation, organization=organization, role=as_what)
    if not {"focal_point", "alternate"} & set(asked):
        return
    lead = permissions.lead_of(recommendation)
    if lead is None:
        raise Conflict(_("No organisation answers for it (any more)."), code="wrong_status")
    people = {key: asked.get(key, getattr(lead, f"{key}_id")) for key in ("focal_point", "alternate")}
    focal_point, alternate = (User.objects.filter(pk=pk).first() if pk else None for pk in people.values())
    if focal_point is not None:
        name_focal_point(actor=actor, responsibility=lead, focal_point=focal_point, alternate=alternate)


def details_of(actor: Actor, sheet: RecommendationSheet, values: Facts) -> Facts:
    """As the verbs take them: days as days, rows as rows. What is gone since is as if it had not been said."""
    details: Facts = {key: values[key] for key in COLUMNS if values.get(key) is not None}
    if "due_on" in values:
        details["due_on"] = date.fromisoformat(values["due_on"]) if values["due_on"] else None
    for key, model in ROWS.items():
        if key in values:
            details[key] = model.objects.filter(pk=values[key]).first() if values[key] else None
    if "places" in values:
        details["places"] = list(Place.objects.filter(pcode__in=values["places"]))
    if "theme" in values:
        details |= theme_of(actor, sheet, values["theme"])
    return details


def theme_of(actor: Actor, sheet: RecommendationSheet, said: int | str | None) -> dict[str, Theme | None]:
    """By its number; a new one by its name, where who brought the table has them made: else nothing is said of it."""
    known = themes_of(sheet.body)
    if not isinstance(said, str):
        return {"theme": next((row for row in known.values() if row.pk == said), None)}
    if (row := known.get(normalise(said))) is not None:
        return {"theme": row}
    return {"theme": create_theme(actor=actor, body=sheet.body, name=said)} if sheet.makes_themes else {}

"""The verbs by which an organisation makes work of its lines of a signed plan: a project, activities, tasks."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from coordination import permissions
from coordination.actions.plans import as_it_stands, tell
from coordination.models import PlanLine, UnifiedPlan
from coordination.plan_states import SIGNED
from journal.actors import Actor
from journal.refusals import Conflict, invalid, require
from journal.states import demand_status
from journal.verbs import verb
from needs.wording import quantity as quantity_words
from projects.actions import create_activity, create_project, create_task
from projects.models import Project


@verb
def create_project_of_plan(
    *, actor: Actor, plan: UnifiedPlan, client_id: UUID, title: str, lines: Iterable[PlanLine]
) -> Project:
    """Propose a project of these lines of one's own organisation: an activity and a task of each. It joins the 4W like
    every other one; partners are invited on its page, and bring their own lines (`take_lines_into_project`).

    A repeated `client_id` gives the same project. ValidationError `no_lines`, `not_own_line`; Conflict `wrong_status`
    unless the plan is signed, `line_taken`.
    """
    require(permissions.can_create_project_of_plan(actor, plan))
    if Project.objects.filter(author=actor.user, client_id=client_id).exists():
        return create_project(actor=actor, client_id=client_id, title=title)
    plan = as_it_stands(plan)
    rows = own_lines(actor, plan, lines)
    project = create_project(
        actor=actor,
        client_id=client_id,
        title=title,
        aim=_("Out of the unified plan %(plan)s.") % {"plan": plan},
        starts_on=min(line.starts_on for line in rows),
        ends_on=max(line.ends_on for line in rows),
        sectors=[line.sector for line in rows if line.sector],
        places=[place for line in rows if (place := line.place or plan.place)],
        target_groups=[line.target_group for line in rows if line.target_group],
    )
    take(actor, plan, project, rows)
    return project


@verb
def take_lines_into_project(*, actor: Actor, plan: UnifiedPlan, project: Project, lines: Iterable[PlanLine]) -> Project:
    """Add these lines of one's own organisation to a project that exists: one that another organisation made of the
    plan, say. ValidationError as above, and `outside_parent` where the project ends before; Conflict `wrong_status`,
    `line_taken`.
    """
    require(permissions.can_create_project_of_plan(actor, plan))
    plan = as_it_stands(plan)
    take(actor, plan, project, own_lines(actor, plan, lines))
    return project


# What they share ------------------------------------------------------------------------------------------------------
def own_lines(actor: Actor, plan: UnifiedPlan, lines: Iterable[PlanLine]) -> list[PlanLine]:
    """As they stand, with the plan held."""
    demand_status(plan, SIGNED)
    wanted = [line.pk for line in lines]
    near = ("sector", "place", "target_group")
    rows = list(plan.lines.filter(pk__in=wanted, withdrawn_at=None).select_related(*near))
    if not rows:
        raise invalid(_("Choose a line."), code="no_lines", field="lines")
    if any(line.organization_id != actor.organization_id for line in rows):
        words = _("Choose lines of your own organisation: each decides about its own.")
        raise invalid(words, code="not_own_line", field="lines")
    if taken := next((line for line in rows if line.project_activity_id is not None), None):
        words = _("“%(activity)s” is in a project already.") % {"activity": taken.activity}
        raise Conflict(words, code="line_taken")
    return rows


def take(actor: Actor, plan: UnifiedPlan, project: Project, rows: list[PlanLine]) -> None:
    for line in rows:
        group = [line.target_group] if line.target_group else []
        activity = create_activity(
            actor=actor,
            project=project,
            client_id=uuid5(line.client_id, f"activity.{project.pk}"),
            title=line.activity,
            target_groups=group,
            organization=actor.organization,
            sector=line.sector,
            place=line.place or plan.place,
            targeted=line.people,
            starts_on=line.starts_on,
            ends_on=line.ends_on,
            note=note_of(plan, line),
        )
        create_task(
            actor=actor,
            project=project,
            client_id=uuid5(line.client_id, f"task.{project.pk}"),
            title=line.activity,
            activity=activity,
            organization=actor.organization,
            starts_on=line.starts_on,
            due_on=line.ends_on,
        )
        PlanLine.objects.filter(pk=line.pk, project_activity=None).update(project=project, project_activity=activity)
    tell("plan_lines_taken", actor, plan, organization=actor.organization_id, lines=[line.pk for line in rows])


def note_of(plan: UnifiedPlan, line: PlanLine) -> str:
    """A plan's quantity is in words of its own; the catalogue's item is named by whoever carries it out."""
    said = [_("Unified plan %(code)s.") % {"code": plan.code}]
    if line.quantity is not None:
        said.append(_("Planned: %(amount)s %(unit)s.") % {"amount": quantity_words(line.quantity), "unit": line.unit})
    return " ".join(said)

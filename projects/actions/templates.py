"""The verbs of templates: lay out a plan from one, keep the plan of a project as one, withdraw it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, require
from journal.verbs import verb
from needs.codes import new_code
from organizations.columns import check_columns
from projects import permissions
from projects.actions.projects import STEP, as_it_stands
from projects.models import Activity, Check, Column, Project, Result, Task, Template
from projects.plans import Plan, days_of, length
from projects.queries.templates import plan_to_keep

MOST_TEMPLATES = 50  # of one organisation


@verb
def lay_plan(*, actor: Actor, project: Project, template: Template) -> Project:
    """Put the goals, activities and tasks of a template into a project that has none yet, from its first day on (today
    where none is named). A project without an end gets the plan's.

    Conflict `plan_not_empty`.
    """
    require(permissions.can_lay_plan(actor, project, template))
    project = as_it_stands(project)
    if Task.objects.filter(project=project).exists() or Result.objects.filter(project=project).exists():
        raise Conflict(_("This project has a plan already."), code="plan_not_empty")
    Laying(actor, project, template.plan).run()
    record("plan_laid", stream=project.stream, actor=actor, subject=project)
    return project


class Laying:
    """Rows in the order of the plan, written kind by kind: forty tasks are five statements."""

    def __init__(self, actor: Actor, project: Project, plan: Plan) -> None:
        self.actor, self.project, self.plan = actor, project, plan
        self.first = project.starts_on or timezone.localdate()
        self.until = project.ends_on
        self.tasks: list[Task] = []
        self.checks: list[tuple[Task, str]] = []

    def run(self) -> None:
        self.lay_columns()
        for goal in self.plan.get("goals", ()):
            self.lay_goal(goal)
        for activity in self.plan.get("activities", ()):
            self.lay_activity(activity, None)
        for task in self.plan.get("tasks", ()):
            self.lay_task(task, None)
        self.store_tasks()
        self.store_days()

    def lay_columns(self) -> None:
        """The board that proposing made gives way to the template's own, where it has one."""
        rows = self.plan.get("columns", ())
        if rows:
            Column.objects.filter(project=self.project).delete()
            Column.objects.bulk_create(
                Column(project=self.project, position=(at + 1) * STEP, **row) for at, row in enumerate(rows)
            )
        self.column = Column.objects.filter(project=self.project).order_by("position").first()

    def lay_goal(self, row: Plan) -> None:
        goal = self.make_result(row, Result.Kind.GOAL, None)
        for output_row in row.get("outputs", ()):
            output = self.make_result(output_row, Result.Kind.OUTPUT, goal)
            for activity in output_row.get("activities", ()):
                self.lay_activity(activity, output)

    def make_result(self, row: Plan, kind: str, goal: Result | None) -> Result:
        at = Result.objects.filter(project=self.project).count() + 1
        words = {"title": row["title"], "note": row.get("note", "")}
        return Result.objects.create(
            project=self.project, kind=kind, goal=goal, position=at * STEP, client_id=uuid4(), **words
        )

    def lay_activity(self, row: Plan, output: Result | None) -> None:
        begins, ends = days_of(row, self.first, self.until)
        activity = Activity.objects.create(
            project=self.project,
            code=new_code("A"),
            output=output,
            position=(Activity.objects.filter(project=self.project).count() + 1) * STEP,
            title=row["title"],
            note=row.get("note", ""),
            starts_on=begins,
            ends_on=ends,
            client_id=uuid4(),
        )
        for task in row.get("tasks", ()):
            self.lay_task(task, activity)

    def lay_task(self, row: Plan, activity: Activity | None) -> None:
        begins, ends = days_of(row, self.first, self.until)
        kind = row.get("kind", Task.Kind.TASK)
        is_milestone = kind == Task.Kind.MILESTONE
        number = len(self.tasks) + 1
        checks = row.get("checks", ())
        task = Task(
            project=self.project,
            number=self.project.tasks_made + number,
            kind=kind,
            title=row["title"],
            description=row.get("description", ""),
            activity=activity,
            column=self.column,
            position=number * STEP,
            starts_on=None if is_milestone else begins,
            due_on=ends,
            author=self.actor.user,
            author_organization=self.actor.organization,
            client_id=uuid4(),
            checks_count=len(checks),
        )
        self.tasks.append(task)
        self.checks += [(task, text) for text in checks]

    def store_tasks(self) -> None:
        Task.objects.bulk_create(self.tasks)
        Check.objects.bulk_create(
            Check(task=task, position=at, text=text, client_id=uuid4()) for at, (task, text) in enumerate(self.checks)
        )

    def store_days(self) -> None:
        """A plan with days needs a project that holds them."""
        days = length(self.plan)
        self.project.tasks_made += len(self.tasks)
        if days and self.project.starts_on is None:
            self.project.starts_on = self.first
        if days and self.project.ends_on is None:
            self.project.ends_on = self.last(days)
        self.project.save(update_fields=["tasks_made", "starts_on", "ends_on"])

    def last(self, days: int) -> date:
        return self.first + timedelta(days=days - 1)


@verb
def save_template(*, actor: Actor, project: Project, title: str, about: str = "") -> Template:
    """Keep the plan of a project for one's own organisation to begin others with: no names, no dates, no money. Saving
    under the same title again replaces what was saved. ValidationError by field; Conflict `too_many`.
    """
    require(permissions.can_save_template(actor, project))
    name = defuse_name(title)
    own = Template.objects.filter(organization=actor.organization, withdrawn_at__isnull=True)
    known = own.filter(title=name).first()
    row = known or Template(organization=actor.organization, title=name)
    row.author, row.about, row.plan = actor.user, defuse_name(about), plan_to_keep(project)
    check_columns(row, ["title", "about"])
    if known is None and own.count() >= MOST_TEMPLATES:
        raise Conflict(_("An organisation keeps at most fifty templates."), code="too_many")
    row.save()
    partner = permissions.partner_of(actor, project)
    assert partner is not None  # as can_save_template demands
    record("template_saved", stream=f"org.{actor.organization_id}", actor=actor, subject=partner)
    return row


@verb
def withdraw_template(*, actor: Actor, template: Template) -> Template:
    """Offer it no more. Twice changes nothing."""
    require(permissions.can_withdraw_template(actor, template))
    if template.withdrawn_at is None:
        template.withdrawn_at = timezone.now()
        template.save(update_fields=["withdrawn_at"])
    return template

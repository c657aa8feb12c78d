"""Everybody who may have to do with one joint project, in it, beside it and out of it again; and one of each thing."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from chat.actions import post_message
from journal.actors import Actor
from journal.followers import run_follower
from needs.models import Pledge
from organizations.actions import close_organization, end_membership, suspend_organization
from organizations.models import Bot, Organization, Role
from projects import models
from projects.actions import leave_project, save_template, take_in_guest, take_out_guest
from projects.models import Project
from projects.tasks.rooms import rooms_of_projects
from tests.attacks.joint import project_ids
from tests.factories import Cast, make_membership, make_organization, make_person
from tests.needs.board import standing_need
from tests.projects.made import joined, room_of

OF_IDS = {  # a permission's argument: the word of its ids
    "task": "tasks",
    "check": "checks",
    "held": "task-files",
    "comment": "comments",
    "label": "labels",
    "column": "columns",
    "activity": "activities",
    "result": "results",
    "folder": "folders",
    "document": "documents",
    "photo": "project-photos",
    "line": "budget-lines",
    "expense": "expenses",
    "contribution": "contributions",
    "giving": "givings",
    "indicator": "indicators",
    "period": "periods",
    "measurement": "measurements",
    "sheet": "task-sheets",
    "key": "feed-keys",
    "note": "notes",
    "version": "note-versions",
    "note_comment": "note-comments",
}
MODELS: dict[str, Any] = {
    "held": models.TaskFile,
    "line": models.BudgetLine,
    "sheet": models.TaskSheet,
    "key": models.FeedKey,
    "note": models.Document,
    "version": models.NoteVersion,
    "note_comment": models.NoteComment,
}
LOST = ("former", "suspended", "closed", "ended", "guest_out", "guest_suspended")
OUT = ("salma", "gharib", "bot", *LOST)


@dataclass
class Roles:
    """Basel leads; Omar signs for a partner. `things` are by the names of the permissions' arguments."""

    project: Project
    people: dict[str, Actor]
    things: dict[str, Any]
    ids: dict[str, list[Any]]

    def who(self, may: Callable[..., bool]) -> str:
        """The names of those whom a permission lets."""
        return " ".join(name for name, actor in self.people.items() if may(actor, **self.given(may)))

    def given(self, may: Callable[..., bool]) -> dict[str, Any]:
        names = list(inspect.signature(may).parameters)[1:]
        is_of_notes = may.__module__.endswith(".notes")
        return {name: self.things["note_comment" if is_of_notes and name == "comment" else name] for name in names}


def make_roles(cast: Cast, mark: str) -> Roles:
    ids = project_ids(cast, mark)
    project = Project.objects.get(pk=ids["projects"][0])
    people = {name: cast.actor(name) for name in ("salma", "basel", "hala", "omar", "rania", "gharib")}
    people |= in_it(cast, project) | out_again(cast, project)
    people["bot"] = Actor(make_person("برنامج", is_bot=True), cast.association)
    Bot.objects.create(account=people["bot"].user, organization=cast.association)
    while run_follower(rooms_of_projects):
        pass
    ids["guests"] = [cast.rania.pk]
    things = {**things_of(cast, project, ids, mark), "organization": people["former"].organization}
    return Roles(project, people, things, ids)


def in_it(cast: Cast, project: Project) -> dict[str, Actor]:
    """A manager of the lead, a member of the partner, a guest who works; Rania reads as a guest."""
    manager = make_membership(make_person("مديرة"), cast.association, Role.MANAGER).person
    member = make_membership(make_person("عضو"), cast.other).person
    worker = make_person("خبير")
    take_in_guest(actor=cast.actor("basel"), project=project, person=worker, may_work=True)
    take_in_guest(actor=cast.actor("basel"), project=project, person=cast.rania)
    return {
        "manager": Actor(manager, cast.association),
        "member": Actor(member, cast.other),
        "worker": Actor(worker),
    }


def out_again(cast: Cast, project: Project) -> dict[str, Actor]:
    """Those of LOST: each had the project, by a partnership, a membership or as a guest."""
    salma = cast.actor("salma")
    former, suspended, closed = (signing(f"جمعية {word}") for word in ("خرجت", "أوقفت", "أغلقت"))
    partners = [joined(cast, project, each.organization) for each in (former, suspended, closed) if each.organization]
    leave_project(actor=former, partner=partners[0], reason="انتهى")
    suspend_organization(actor=salma, organization=organization_of(suspended), reason="تحقيق")
    close_organization(actor=salma, organization=organization_of(closed), reason="حُلّت")
    ended = make_membership(make_person("غادر"), cast.association)
    end_membership(actor=salma, membership=ended)
    out, held = Actor(make_person("ضيف سابق")), signing("جمعية ضيف")
    for guest in (out, held):
        take_in_guest(actor=cast.actor("basel"), project=project, person=guest.user, may_work=True)
    take_out_guest(actor=cast.actor("basel"), project=project, person=out.user)
    suspend_organization(actor=salma, organization=organization_of(held), reason="تحقيق")
    actors = (former, suspended, closed, Actor(ended.person, cast.association), out, held)
    return dict(zip(LOST, actors, strict=True))


def signing(name: str) -> Actor:
    organization = make_organization(name)
    return Actor(make_membership(make_person(name), organization, Role.SIGNATORY).person, organization)


def organization_of(actor: Actor) -> Organization:
    """The very row that the actor holds."""
    organization: Organization | None = actor.organization
    assert organization is not None
    return organization


def things_of(cast: Cast, project: Project, ids: dict[str, list[Any]], mark: str) -> dict[str, Any]:
    basel = cast.actor("basel")
    need = standing_need(cast)
    said = post_message(actor=basel, room=room_of(project), client_id=uuid4(), body=mark).message
    found = {name: model_of(name).objects.get(pk=ids[word][0]) for name, word in OF_IDS.items()}
    return {
        **found,
        "project": project,
        "person": cast.rania,
        "message": said,
        "need": need,
        "partner": project.partners.select_related("organization", "project").get(organization=cast.other),
        "template": save_template(actor=basel, project=project, title="خطتنا"),
        "pledge": Pledge.objects.create(
            code="P-ZZ", need=need, organization=cast.other, author=cast.omar, client_id=uuid4()
        ),
    }


def model_of(name: str) -> Any:
    return MODELS.get(name) or getattr(models, name.capitalize())

"""Which task waits for which: no circle is closed, whoever is first."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from journal.refusals import Conflict, Refused
from projects.actions import add_dependency, delete_task, edit_dependency, remove_dependency
from projects.models import Dependency, Project, Task
from projects.permissions import (
    can_add_dependency,
    can_edit_dependency,
    can_remove_dependency,
    dependencies_for,
)
from projects.queries import facts
from projects.queries.scheduling import dependencies_of
from projects.scheduling import in_order
from tests.entries import entries_left
from tests.factories import NAMES, Cast
from tests.projects.made import make_task, proposed_project
from tests.threads import at_once

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def tasks(cast: Cast, project: Project) -> list[Task]:
    return [make_task(cast, project, title=title) for title in ("عروض أسعار", "شراء الأسرّة", "تركيب الأسرّة")]


def tied(cast: Cast, before: Task, after: Task, lag: int = 0) -> Dependency:
    return add_dependency(actor=cast.actor("omar"), before=before, after=after, lag=lag)


@pytest.mark.parametrize("may", [can_add_dependency, can_edit_dependency, can_remove_dependency])
def test_who_may_say_what_waits(cast: Cast, project: Project, may: Any) -> None:
    assert cast.who(may, project) == "basel hala omar"
    project.status = Project.Status.ARCHIVED
    assert cast.who(may, project) == ""


def test_add_dependency_leaves_one_entry(cast: Cast, project: Project, tasks: list[Task]) -> None:
    with entries_left() as left:
        made = tied(cast, tasks[0], tasks[1], 2)
        assert tied(cast, tasks[0], tasks[1], 2) == made
    pair = {"before": tasks[0].pk, "after": tasks[1].pk}
    assert left == [(project.stream, "dependency_added", made.pk, pair)]
    assert facts("dependency", [made.pk]) == {made.pk: {"id": made.pk, **pair, "lag": 2}}


def test_add_dependency_again_says_how_long(cast: Cast, project: Project, tasks: list[Task]) -> None:
    made = tied(cast, tasks[0], tasks[1])
    with entries_left() as left:
        tied(cast, tasks[0], tasks[1], 5)
    assert [(each.event, each.object_id) for each in left] == [("dependency_edited", made.pk)]
    assert dependencies_of(project) == [(tasks[0].pk, tasks[1].pk, 5)]


def test_edit_dependency_and_remove_dependency(cast: Cast, project: Project, tasks: list[Task]) -> None:
    made = tied(cast, tasks[0], tasks[1])
    with entries_left() as left:
        edit_dependency(actor=cast.actor("hala"), dependency=made, lag=3)
        remove_dependency(actor=cast.actor("basel"), dependency=made)
        remove_dependency(actor=cast.actor("basel"), dependency=made)
    assert [(each.event, each.object_id) for each in left] == [
        ("dependency_edited", made.pk),
        ("dependency_removed", made.pk),
    ]
    assert not Dependency.objects.exists()
    with pytest.raises(Conflict) as refusal:
        edit_dependency(actor=cast.actor("hala"), dependency=made, lag=4)
    assert refusal.value.code == "gone"


def test_outsiders_tie_nothing(cast: Cast, tasks: list[Task]) -> None:
    made = tied(cast, tasks[0], tasks[1])
    for name in ("salma", "rania", "gharib"):
        with pytest.raises(Refused):
            add_dependency(actor=cast.actor(name), before=tasks[1], after=tasks[2])
        with pytest.raises(Refused):
            edit_dependency(actor=cast.actor(name), dependency=made, lag=1)
        with pytest.raises(Refused):
            remove_dependency(actor=cast.actor(name), dependency=made)
    assert [name for name in NAMES if made in dependencies_for(getattr(cast, name))] == ["basel", "hala", "omar"]


def test_a_circle_is_refused_and_named(cast: Cast, tasks: list[Task]) -> None:
    tied(cast, tasks[0], tasks[1])
    tied(cast, tasks[1], tasks[2])
    with pytest.raises(ValidationError) as refusal:
        tied(cast, tasks[2], tasks[0])
    error = refusal.value.error_dict["before"][0]
    assert error.code == "circle"
    places = [error.messages[0].index(task.title) for task in tasks]
    assert places == sorted(places)
    assert Dependency.objects.count() == 2


@pytest.mark.parametrize(("lag", "code"), [(-1, "invalid_lag"), (367, "invalid_lag")])
def test_a_lag_has_bounds(cast: Cast, tasks: list[Task], lag: int, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        tied(cast, tasks[0], tasks[1], lag)
    assert refusal.value.error_dict["lag"][0].code == code


def test_what_cannot_be_tied(cast: Cast, project: Project, tasks: list[Task]) -> None:
    elsewhere = make_task(cast, proposed_project(cast))
    for before, code in ((tasks[0], "same_task"), (elsewhere, "other_project")):
        with pytest.raises(ValidationError) as refusal:
            tied(cast, before, tasks[0])
        assert refusal.value.error_dict["before"][0].code == code
    delete_task(actor=cast.actor("basel"), task=tasks[1])
    with pytest.raises(Conflict) as conflict:
        tied(cast, tasks[1], tasks[0])
    assert conflict.value.code == "gone"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_close_no_circle(cast: Cast, project: Project) -> None:
    """Each of a ring of three is tied to the next by somebody else at the same moment."""
    for _round in range(4):
        ring = [make_task(cast, project) for _number in range(3)]

        def tie(at: int, ring: list[Task] = ring) -> Any:
            def act() -> None:
                with suppress(ValidationError):  # a circle
                    tied(cast, ring[at], ring[(at + 1) % 3])

            return act

        at_once(tie(0), tie(1), tie(2))
        links = [link for link in dependencies_of(project) if link.before in {task.pk for task in ring}]
        assert len(links) == 2
        in_order(links)

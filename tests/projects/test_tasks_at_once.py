"""Several who plan at the same moment: every task gets a number of its own, and nobody's change is lost."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from projects.actions import complete_task, edit_task
from projects.models import Project, Task
from tests.factories import Cast, make_cast
from tests.projects.made import make_task
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def test_tasks_made_at_once_have_numbers_of_their_own(cast: Cast, project: Project) -> None:
    acts = [partial(make_task, cast, project, ("basel", "omar")[at % 2], title=str(at)) for at in range(8)]
    at_once(*acts)
    assert sorted(Task.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_the_same_sent_twice_at_once_is_one_task(cast: Cast, project: Project) -> None:
    client_id = uuid4()
    at_once(*[partial(make_task, cast, project, client_id=client_id) for _ in range(4)])
    assert Task.objects.count() == 1


def test_different_fields_changed_at_once_are_both_kept(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    changes: list[dict[str, Any]] = [
        {"title": "عنوان"},
        {"progress": 40},
        {"description": "وصف"},
        {"repeats": "weekly"},
    ]
    at_once(*[partial(edit_task, actor=cast.actor("omar"), task=task, version=1, **each) for each in changes])
    task.refresh_from_db()
    assert (task.title, task.progress, task.description, task.repeats) == ("عنوان", 40, "وصف", "weekly")
    assert task.version == 5


def test_done_by_two_at_once_is_followed_by_one(cast: Cast, project: Project) -> None:
    task = make_task(cast, project, repeats="weekly")
    at_once(*[partial(complete_task, actor=cast.actor(name), task=task) for name in ("basel", "omar")])
    assert Task.objects.filter(repeated_from=task).count() == 1

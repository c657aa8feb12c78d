"""Tasks of joint projects are found by whoever sees the project, by their words."""

from __future__ import annotations

import pytest

from journal.followers import run_follower
from projects.actions import delete_task, edit_task, restore_task
from search.tasks import search_follows_tasks
from tests.factories import Cast, signed_in
from tests.projects.made import joint_project, make_task
from tests.search.finding import finds

pytestmark = [pytest.mark.both, pytest.mark.django_db]
KINDS = ("task",)


def followed() -> None:
    while run_follower(search_follows_tasks):
        pass


def test_a_task_is_found_by_those_who_see_its_project(cast: Cast) -> None:
    task = make_task(cast, joint_project(cast), title="رخصة التشغيل", description="من مديرية الصحة")
    followed()
    for words in ("رخصه التشغيل", "مديرية الصحة"):
        assert finds(cast.omar, words, KINDS) != [], words
        assert finds(cast.gharib, words, KINDS) == finds(cast.salma, words, KINDS) == []
    assert f'href="/tasks/{task.pk}/"' in signed_in(cast.hala).get("/search/?q=رخصة").content.decode()


def test_a_task_is_found_by_what_it_says_now(cast: Cast) -> None:
    task = make_task(cast, joint_project(cast), title="رخصة التشغيل")
    followed()
    edit_task(actor=cast.actor("basel"), task=task, title="عقد الإيجار")
    followed()
    assert finds(cast.basel, "عقد الإيجار", KINDS) == ["عقد الإيجار"]
    assert finds(cast.basel, "رخصة", KINDS) == []
    delete_task(actor=cast.actor("basel"), task=task)
    followed()
    assert finds(cast.basel, "عقد", KINDS) == []
    restore_task(actor=cast.actor("basel"), task=task)
    followed()
    assert finds(cast.basel, "عقد", KINDS) == ["عقد الإيجار"]

"""Joint projects are found by whoever sees them, by name, aim and partner."""

from __future__ import annotations

import pytest

from journal.followers import run_follower
from projects.actions import edit_project, leave_project
from search.tasks import fill_search, search_follows_projects
from tests.factories import Cast, signed_in
from tests.projects.made import joint_project
from tests.search.finding import finds

pytestmark = [pytest.mark.both, pytest.mark.django_db]
KINDS = ("project",)


def followed() -> None:
    while run_follower(search_follows_projects):
        pass


def test_a_project_is_found_by_those_who_see_it(cast: Cast) -> None:
    project = joint_project(cast, title="دار رعاية المسنّين", aim="ستون مكاناً في طرطوس")
    followed()
    for words in ("رعاية المسنين", "ستون مكانا", "سنابل الأمل", project.code):
        assert len(finds(cast.omar, words, KINDS)) == 1, words
        assert finds(cast.gharib, words, KINDS) == finds(cast.salma, words, KINDS) == []


def test_a_project_is_found_by_its_new_name_alone(cast: Cast) -> None:
    project = joint_project(cast, title="دار رعاية المسنّين")
    followed()
    edit_project(actor=cast.actor("basel"), project=project, title="بيت السنديان")
    followed()
    assert finds(cast.basel, "بيت السنديان", KINDS) == ["بيت السنديان"]
    assert finds(cast.basel, "دار رعاية", KINDS) == []


def test_who_left_finds_it_no_more(cast: Cast) -> None:
    project = joint_project(cast, title="دار رعاية المسنّين")
    followed()
    partner = project.partners.select_related("project", "organization").get(organization=cast.other)
    leave_project(actor=cast.actor("omar"), partner=partner, reason="انتهى تمويلنا")
    assert finds(cast.omar, "رعاية", KINDS) == []
    followed()
    assert finds(cast.basel, "سنابل", KINDS) == []


def test_rebuilding_finds_them_too_and_the_page_shows_them(cast: Cast) -> None:
    project = joint_project(cast, title="دار رعاية المسنّين")
    fill_search(["project"], 0)
    page = signed_in(cast.hala).get("/search/?q=رعاية").content.decode()
    assert f'href="/projects/{project.pk}/"' in page

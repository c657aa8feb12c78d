"""Notes written together are found by their words, by those who see them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from journal.followers import run_follower
from projects.actions import delete_document, rename_note
from projects.models import Document
from projects.permissions import revoke
from projects.tasks.notes import tidy_note
from search.tasks import fill_search, search_follows_notes
from tests.factories import Cast
from tests.projects.notes import begun_note, wrote
from tests.search.finding import finds

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NOTES = ("note",)


def followed() -> None:
    while run_follower(search_follows_notes):
        pass


@pytest.fixture
def note(cast: Cast) -> Document:
    note = begun_note(cast, title="محضر الاجتماع")
    wrote(cast, "basel", note, "قرّر المجتمعون تجهيز الطابق الأول")
    tidy_note(note.pk)
    followed()
    return note


def test_a_note_is_found_by_its_words_and_its_title(cast: Cast, note: Document) -> None:
    assert finds(cast.omar, "الطابق", NOTES) == ["قرّر المجتمعون تجهيز الطابق الأول"]
    assert finds(cast.omar, "محضر", NOTES) == ["محضر الاجتماع"]
    rename_note(actor=cast.actor("basel"), note=note, title="خطة العمل")
    followed()
    assert finds(cast.hala, "محضر", NOTES) == []


def test_a_note_is_found_by_those_who_see_it(cast: Cast, note: Document) -> None:
    for name in ("salma", "rania", "gharib"):
        assert finds(getattr(cast, name), "الطابق", NOTES) == []
    revoke(note.project, cast.other)
    assert finds(cast.omar, "الطابق", NOTES) == []


def test_what_is_deleted_is_not_found(cast: Cast, note: Document) -> None:
    delete_document(actor=cast.actor("basel"), document=note)
    followed()
    assert finds(cast.basel, "الطابق", NOTES) == []


def test_a_search_made_anew_finds_notes(cast: Cast, note: Document) -> None:
    Document.objects.filter(pk=note.pk).update(text="كلام آخر", changed_at=timezone.now())
    fill_search(["note"], 0)
    assert finds(cast.basel, "كلام", NOTES) == ["كلام آخر"]

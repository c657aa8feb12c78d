"""Two who publish, change or correct at the same moment: one is first, the other is told."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal.refusals import Conflict
from legislation.actions import change_text, edit_import_row, publish_import
from legislation.models import ProvisionText
from tests.factories import Cast, make_cast
from tests.legislation.brought import an_import, law_with_text, read_row
from tests.legislation.made import article
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def test_a_text_is_published_once(cast: Cast) -> None:
    text_import, salma = an_import(cast), cast.actor("salma")
    told: list[str] = []

    def publish() -> None:
        try:
            publish_import(actor=salma, text_import=text_import)
        except Conflict as no:
            told.append(no.code)

    at_once(publish, publish)
    assert told == ["wrong_status"]
    law = text_import.instrument
    law.refresh_from_db()
    assert (law.text_version, law.provisions.count(), ProvisionText.objects.count()) == (1, 8, 8)


def test_one_of_two_new_texts_of_an_article_stands(cast: Cast) -> None:
    law, salma = law_with_text(cast), cast.actor("salma")
    row = article(law, 3)
    seen, told = row.texts.get().sha256, []

    on = date(2025, 1, 1)

    def change(words: str) -> None:
        try:
            change_text(actor=salma, provision=row, client_id=uuid4(), valid_from=on, text=words, seen=seen)
        except (Conflict, ValidationError) as no:  # whichever comes first
            told.append(type(no).__name__)

    at_once(lambda: change("نص أول."), lambda: change("نص ثان."))
    assert len(told) == 1
    assert row.texts.count() == 2


def test_one_of_two_corrections_of_the_same_version_stands(cast: Cast) -> None:
    text_import, salma = an_import(cast), cast.actor("salma")
    row, told = read_row(text_import, "مادة 3"), []

    def correct(words: str) -> None:
        try:
            edit_import_row(actor=salma, row=row, text=words, version=1)
        except Conflict as no:
            told.append(no.code)

    at_once(lambda: correct("نص أول."), lambda: correct("نص ثان."))
    assert told == ["stale"]

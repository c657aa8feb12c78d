"""The epoch: stable from question to question, another one after a restored backup."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from journal.deployment import begin_epoch
from journal.models import Deployment
from journal.queries import epoch

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_begin_epoch_replaces_the_one_that_stands() -> None:
    before = epoch()
    begun = begin_epoch()
    assert begun != before
    assert epoch() == begun
    assert Deployment.objects.count() == 1


def test_begin_epoch_works_before_anybody_asked() -> None:
    assert begin_epoch() == epoch()


def test_new_epoch_says_what_it_made() -> None:
    said = StringIO()
    call_command("new_epoch", stdout=said)
    assert said.getvalue().strip() == epoch()

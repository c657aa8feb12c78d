"""What a verb holds it reads anew, with what is near it."""

from __future__ import annotations

import pytest
from django.db import transaction

from journal.holding import held
from organizations.models import Organization
from tests.factories import Cast

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.mark.parametrize(("near", "queries"), [((), 1), (("governorate",), 2)])
def test_a_row_is_read_as_it_stands(
    cast: Cast, near: tuple[str, ...], queries: int, django_assert_num_queries: object
) -> None:
    Organization.objects.filter(pk=cast.association.pk).update(acronym="ج")
    with transaction.atomic(), django_assert_num_queries(queries):  # type: ignore[operator]
        assert held(cast.association, *near).acronym == "ج"


def test_what_is_gone_is_not_held(cast: Cast) -> None:
    with transaction.atomic(), pytest.raises(Organization.DoesNotExist):
        held(Organization(pk=10**9))

"""What a test commits is gone after it, and what Django keeps about its models stays (tests/emptied.py)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection

from tests.chat.rooms import group_room, said
from tests.emptied import KEPT, empty
from tests.factories import make_cast


def filled() -> set[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        counts = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return {table for table, count in counts.items() if count}


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_every_table_is_emptied() -> None:
    cast = make_cast()
    said(cast, "basel", group_room(cast, "basel", [cast.hala]))
    assert {"accounts_user", "chat_message", "organizations_membership"} < filled()
    permissions = Permission.objects.count()
    empty("default")
    assert filled() == KEPT
    assert Permission.objects.count() == permissions

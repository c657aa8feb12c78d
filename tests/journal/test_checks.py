"""A database that cannot hold Arabic is refused before anything is written."""

import pytest
from django.core.management import call_command
from django.db import connection

from journal.checks import database_speaks_arabic


@pytest.mark.django_db
@pytest.mark.both
def test_the_tests_database_speaks_arabic() -> None:
    assert database_speaks_arabic(databases=["default"]) == []
    call_command("check", databases=["default"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_a_database_of_letters_without_meaning_is_refused() -> None:
    if connection.vendor != "postgresql":
        assert database_speaks_arabic(databases=["default"]) == []
        return
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pg_database SET datctype = 'C' WHERE datname = current_database()")
        try:
            assert [fault.id for fault in database_speaks_arabic(databases=["default"])] == ["journal.E002"]
        finally:
            cursor.execute("UPDATE pg_database SET datctype = 'C.UTF-8' WHERE datname = current_database()")

"""What holds for every test. The cast and the factories live in tests/factories.py."""

import os
from collections.abc import Generator, Iterator

import pytest
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests.emptied import empty_all
from tests.factories import Cast, make_cast
from tests.migrated import copy_ready, keep, ready_file


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI a skipped test is a failed one: nothing may be missing there without a word. Only what reads other
    people's files, which lie beside the repository and are not part of it, may be left out.
    """
    report = yield
    is_left_out = (
        report.skipped and not hasattr(report, "wasxfail") and "the samples are not" not in str(report.longrepr)
    )
    if os.environ.get("CI") and is_left_out:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CI=true skips nothing: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    return ready_file() is not None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    copy_ready()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        keep()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_all)
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Salma, Basel, Hala, Omar, Rania and Gharib, with their organisations."""
    return make_cast()

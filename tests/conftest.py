"""What holds for every test. The cast and the factories live in tests/factories.py."""

import os
import shutil
from collections.abc import Generator

import pytest
from django.conf import settings

from tests.factories import Cast, make_cast


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
    """Where a migrated file lies ready (tools/run_tests.py) its copy is the database: migrating it changes nothing."""
    return "MIGRATED_FILE" in os.environ


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, django_db_keepdb: bool) -> None:
    if django_db_keepdb:
        shutil.copyfile(os.environ["MIGRATED_FILE"], settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture
def cast(db: None) -> Cast:
    """Salma, Basel, Hala, Omar, Rania and Gharib, with their organisations."""
    return make_cast()

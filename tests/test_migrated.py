"""The kept database is taken only as long as it is what the migrations would make today."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import migrated


@pytest.fixture(autouse=True)
def fresh() -> None:
    migrated.kept_file.cache_clear()


@pytest.mark.parametrize("changed", ["chat/migrations/0001_initial.py", "organizations/data/places.csv", "arabic/x.py"])
def test_another_file_is_kept_when_a_migration_or_what_it_loads_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    monkeypatch.setattr(migrated, "ROOT", tmp_path)
    source = tmp_path / changed
    source.parent.mkdir(parents=True)
    source.write_text("before")
    before = migrated.kept_file()
    migrated.kept_file.cache_clear()
    source.write_text("after")
    assert migrated.kept_file() != before
    migrated.kept_file.cache_clear()


@pytest.mark.django_db
def test_nothing_is_left_to_migrate_here() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_under_ci_what_an_earlier_run_left_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.delenv("MIGRATED_FILE", raising=False)
    assert migrated.ready_file() is None

"""What a project's time holds, for the walks: what waits, the address of a feed, a file that was brought."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from projects.actions import add_dependency, create_feed_key, import_task_sheet
from projects.actions.sheets import Brought
from projects.models import Project
from tests.factories import Cast
from tests.projects.made import make_task


def time_ids(cast: Cast, project: Project, mark: str) -> dict[str, list[Any]]:
    basel = cast.actor("basel")
    tasks = [make_task(cast, project, title=f"مهمة {mark}") for _each in range(2)]
    row = {"line": 1, "state": "new", "number": None, "task": None, "version": None, "title": mark}
    more: dict[str, Any] = {"values": {"title": mark}, "changes": [], "errors": {}, "notes": []}
    found = Brought("table", f"{mark}.csv", "0" * 64, [{**row, **more}])
    return {
        "dependencies": [add_dependency(actor=basel, before=tasks[0], after=tasks[1]).pk],
        "feed-keys": [create_feed_key(actor=basel, project=project)[0].pk],
        "feeds": ["MQ-wrong-secret"],
        "task-sheets": [import_task_sheet(actor=basel, project=project, brought=found, client_id=uuid4()).pk],
    }

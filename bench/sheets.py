"""A table of 5,000 rows: `python -m bench.sheets [ROWS]` brings one into a fresh database, has it written and put on
the board as the worker does, brings it again, and exports it; prints the seconds of each, and of the longest
transaction, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  Django's apps must be loaded first

from accounts.models import User  # noqa: E402
from journal.actors import Actor  # noqa: E402
from needs import tasks  # noqa: E402
from needs.actions import import_sheet, start_sheet  # noqa: E402
from needs.models import Need  # noqa: E402
from needs.queries import exported_needs  # noqa: E402
from needs.sheets.dry_run import look_through  # noqa: E402
from needs.sheets.writing import exported, write_xlsx  # noqa: E402
from organizations.models import Membership, Organization, Place, Role  # noqa: E402

ROWS = 5000
STEPS = ("write_batch", "show_sheet", "tell_sheet", "finish_sheet")  # each is one transaction of the worker
HEADINGS = "title,sector,place,urgency,item,quantity,unit,households"


def seed() -> Actor:
    call_command("migrate", verbosity=0)
    organization = Organization.objects.create(name_ar="جمعية الجداول", status=Organization.Status.VERIFIED)
    person = User.objects.create(username="sheets", display_name="كاتب")
    Membership.objects.create(person=person, organization=organization, role=Role.SIGNATORY)
    return Actor(person, organization)


def table(rows: int) -> bytes:
    places = list(Place.objects.filter(level=3).values_list("pcode", flat=True))
    lines = (
        f"احتياج رقم {at},SHL,{places[at % len(places)]},عاجل,بطانية,{at % 300 + 1},قطعة,{at % 90 + 1}"
        for at in range(rows)
    )
    return "\n".join([HEADINGS, *lines]).encode("utf-8-sig")


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    made = act()
    return round(time.perf_counter() - began, 1), made


def watch(longest: list[float]) -> None:
    """Have each step of the worker note how long it took."""
    for name in STEPS:
        setattr(tasks, name, watched(getattr(tasks, name), longest))


def watched(step: Callable[..., Any], longest: list[float]) -> Callable[..., Any]:
    def act(**given: Any) -> Any:
        began = time.perf_counter()
        made = step(**given)
        longest.append(1000 * (time.perf_counter() - began))
        return made

    return act


def measure(actor: Actor, rows: int) -> dict[str, float]:
    files, longest = [("5000.csv", table(rows))], [0.0]
    watch(longest)
    looked, kept = timed(lambda: look_through(actor, "need", files))
    sheet = import_sheet(actor=actor, kind="need", kept=kept, client_id=uuid4())
    start_sheet(actor=actor, sheet=sheet, opens=True)
    written, _none = timed(lambda: tasks.write_sheet(sheet.pk))
    shown = Need.objects.filter(organization=actor.organization, status=Need.Status.OPEN, is_staged=False)
    assert shown.count() == rows
    again, kept = timed(lambda: look_through(actor, "need", files))
    assert kept.counts["same"] == rows
    out, _content = timed(lambda: write_xlsx("need", exported(exported_needs(actor.user, actor.organization)), "x"))
    found = {"looked through": looked, "written and told": written, "looked through again": again, "exported": out}
    return found | {"the longest transaction": round(max(longest) / 1000, 2)}


if __name__ == "__main__":
    print(json.dumps(measure(seed(), int(sys.argv[1]) if len(sys.argv) > 1 else ROWS), ensure_ascii=False))

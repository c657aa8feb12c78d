"""Real files of other people, where they lie beside the repository: their columns are guessed and mapped."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from needs.actions import map_sheet
from needs.models import Need, SheetImport
from needs.sheets.dry_run import is_understood, look_again
from tests.factories import Cast
from tests.needs.sheets.made import brought, errors, written

BESIDE = [Path(settings.BASE_DIR).joinpath(up, "shared/samples/tables") for up in ("..", "../..")]
SAMPLES = next((path for path in BESIDE if path.is_dir()), BESIDE[0])
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside the repository"),
]


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def taken_for(sheet: SheetImport, table: int = 0) -> dict[str, str]:
    described = sheet.tables[table]
    return {key: heading for key, heading in zip(described["columns"], described["headings"], strict=True) if key}


def test_requests_and_their_items_in_two_files_are_one(cast: Cast) -> None:
    basel = cast.actor("basel")
    files = sample("eden-requests.csv"), sample("eden-request-items.csv")
    sheet = brought(basel, *files)
    requests, items = taken_for(sheet), taken_for(sheet, 1)
    assert {requests[key] for key in ("reference", "title", "urgency")} == {"Request Number", "Purpose", "Priority"}
    assert {items[key] for key in ("reference", "item", "quantity", "unit")} == {"Request", "Item", "Quantity", "Pack"}
    assert not is_understood(sheet.tables)
    left = {"needed_by", "organization"}
    columns = [["" if key in left else key for key in each["columns"]] for each in sheet.tables]
    again = look_again(basel, sheet, columns, {"sector": "SHL", "place": "SY0200"})
    sheet = map_sheet(actor=basel, sheet=sheet, **again)
    assert errors(sheet) == {}
    assert sheet.counts["new"] == 9
    written(basel, *files)
    first = Need.objects.get(title="Shelter for IDPs in Galle District")
    assert first.lines.count() == 4
    assert first.place_id == "SY0200"


def test_who_does_what_where_with_hxl_tags(cast: Cast) -> None:
    """No p-code of Syria stands in it, and each of its rows says so; sectors and activities are understood."""
    sheet = brought(cast.actor("basel"), sample("west-africa-3w.hxl.csv"))
    told = taken_for(sheet)
    assert (told["sector"], told["organization"], told["title"]) == ("Cluster", "Organization", "Activity")
    assert (told["governorate"], told["district"]) == ("Admin1", "Admin2")
    assert sheet.tables[0]["tags"][0] == "#sector"
    assert len(sheet.plan) == 244
    assert sheet.counts["new"] == 0
    assert "governorate" in errors(sheet)

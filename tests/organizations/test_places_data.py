import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from arabic.normalise import normalise
from organizations.data.make_places import FIELDS, anomalies, places

FOLDER = Path(__file__).parents[2] / "organizations" / "data"
SAMPLES = Path(__file__).parents[2] / "../shared/samples/geography"
with_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")


def shipped(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def rows() -> list[list[Any]]:
    assert shipped("places.json")["fields"] == list(FIELDS)
    return list(shipped("places.json")["places"])


def test_places_are_all_there_with_code_and_parent() -> None:
    assert Counter(row[2] for row in rows()) == {1: 14, 2: 62, 3: 272}
    assert list(anomalies(rows())) == []


def test_places_stand_after_their_parents() -> None:
    order = {row[0]: position for position, row in enumerate(rows())}
    assert all(order[row[1]] < order[row[0]] for row in rows() if row[1])


def test_places_are_found_by_the_spellings_people_use() -> None:
    spellings = {row[0]: {normalise(name) for name in (row[3], row[4], *row[5])} for row in rows()}
    assert normalise("ادلب") in spellings["SY07"]
    assert normalise("Idleb") in spellings["SY07"]
    assert normalise("Rural Damascus") in spellings["SY03"]
    assert normalise("حماه") in spellings["SY05"]


def test_places_are_small_enough_to_send() -> None:
    assert (FOLDER / "places.json").stat().st_size < 120_000


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({0: "XX99"}, "not the code"),
        ({1: "SY99"}, "parent SY99 is missing"),
        ({3: ""}, "a name is missing"),
        ({6: 10.0}, "outside Syria"),
    ],
)
def test_anomalies_names_what_is_wrong(change: dict[int, Any], complaint: str) -> None:
    broken = rows()
    for column, value in change.items():
        broken[-1][column] = value
    assert [complaint in sentence for sentence in anomalies(broken)] == [True]


@with_samples
def test_shipped_places_are_what_the_script_makes() -> None:
    assert places(SAMPLES) == rows()


def test_sectors_have_unique_codes_and_known_parents() -> None:
    sectors = shipped("sectors.json")
    codes = [sector["code"] for sector in sectors]
    assert len(codes) == len(set(codes)) == 17
    assert {sector["parent"] for sector in sectors} == {None, "PRO"}
    assert all(sector["name_ar"] and sector["name_en"] for sector in sectors)
    assert [sector["order"] for sector in sectors] == sorted({sector["order"] for sector in sectors})

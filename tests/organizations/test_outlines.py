"""The drawings that ship, and the maps made of them."""

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from organizations import places
from organizations.data.make_outlines import districts, governorates, neighbours
from organizations.outlines import drawing, has_outlines, legend, names, shade_of, shaded_map, thresholds

SAMPLES = Path(__file__).parents[2] / "../shared/samples/geography"
with_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
Ring = list[tuple[int, int]]
GOVERNORATES = [code for code in names() if len(code) == 4]


def rings(path: str) -> list[Ring]:
    found = []
    for start, steps in re.findall(r"M([^l]+)l([^z]+)z", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        first = [int(number) for number in re.findall(r"-?\d+", start)]
        ring = [(first[0], first[1])]
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            ring.append((ring[-1][0] + x, ring[-1][1] + y))
        found.append(ring)
    return found


def corners(path: str) -> set[tuple[int, int]]:
    return {point for ring in rings(path) for point in ring}


def area(path: str) -> float:
    """Of the largest ring, in square units."""
    return max(
        abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]))) / 2 for ring in rings(path)
    )


def side(ring: Ring) -> int:
    columns, lines = [x for x, _ in ring], [y for _, y in ring]
    return max(max(columns) - min(columns), max(lines) - min(lines))


def is_inside(x: float, y: float, path: str) -> bool:
    crossings = 0
    for ring in rings(path):
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("within", ["", *GOVERNORATES])
def test_every_place_is_drawn_inside_the_box_with_its_label_inside_itself(within: str) -> None:
    drawn = drawing(within)
    length = len(within) + 2 if within else 4
    assert list(drawn["paths"]) == sorted(code for code in names() if len(code) == length and code.startswith(within))
    _, _, width, height = map(int, drawn["viewBox"].split())
    for code, path in drawn["paths"].items():
        assert all(0 <= x <= width and 0 <= y <= height for x, y in corners(path)), code
        x, y, room = drawn["labels"][code]
        assert room == 0 or is_inside(x + 0.3, y + 0.3, path), code


def test_neighbours_keep_one_border() -> None:
    """Most points of Idlib are on a neighbour's outline too; Damascus is exactly a hole."""
    drawn = {code: corners(path) for code, path in drawing("")["paths"].items()}
    assert drawn["SY01"] <= drawn["SY03"]
    assert len(drawn["SY07"] & (drawn["SY02"] | drawn["SY05"] | drawn["SY06"])) > len(drawn["SY07"]) / 2
    inside = {code: corners(path) for code, path in drawing("SY07")["paths"].items()}
    assert all(points & set().union(*(inside[o] for o in inside if o != code)) for code, points in inside.items())


def test_the_golan_is_in_quneitra() -> None:
    paths = drawing("")["paths"]
    # 0.45 by OCHA's lines; lines that cut the Golan out leave less than 0.16.
    assert 0.40 < area(paths["SY14"]) / area(paths["SY12"]) < 0.52


def test_the_smallest_are_still_seen() -> None:
    """Arwad as a ring beside the coast, Damascus large enough to be tapped in its second drawing."""
    for path in (drawing("")["paths"]["SY10"], "".join(drawing("SY10")["paths"].values())):
        assert min(map(side, rings(path))) >= 6
    assert len(rings(drawing("")["paths"]["SY10"])) == 2
    damascus = drawing("")["paths"]["SY01"]
    assert side(rings(damascus)[0]) * drawing("")["insets"]["SY01"][2] > 150


def test_the_country_weighs_less_than_two_kilobytes() -> None:
    paths = "".join(drawing("")["paths"].values())
    assert len(gzip.compress(paths.encode())) < 2_000
    assert max(len(gzip.compress("".join(drawing(code)["paths"].values()).encode())) for code in GOVERNORATES) < 2_500


@with_samples
@pytest.mark.parametrize(("level", "draw", "within"), [(1, governorates, ""), (2, districts, "SY10")])
def test_shipped_drawings_are_what_the_script_makes(level: int, draw: Any, within: str) -> None:
    topology = json.loads((SAMPLES / f"syr-adm{level}.topo.json").read_text(encoding="utf-8"))
    made = draw(topology)
    assert (made[within] if within else made) == drawing(within)


@pytest.mark.parametrize(
    ("most", "limits"),
    [(0, []), (1, [1]), (3, [1, 2]), (8, [1, 2, 4]), (40, [1, 5, 10, 20]), (2294, [1, 300, 600, 1500])],
)
def test_thresholds_are_numbers_people_count_in(most: int, limits: list[int]) -> None:
    assert thresholds(most) == limits
    assert shade_of(0, limits) == 0
    assert not most or shade_of(most, limits) == 4


def test_the_legend_says_every_number_once() -> None:
    assert legend([1, 2, 4]) == [(2, "1"), (3, "2–3"), (4, "4+")]
    assert legend([1, 300, 600, 1500])[-2:] == [(3, "600–1,499"), (4, "1,500+")]
    assert legend([]) == []


def the_map(**asked: Any) -> str:
    numbers = {"SY02": 62, "SY01": 3}
    drawn = shaded_map(numbers, words=lambda code: f"{numbers.get(code)} needs", address="?place={}".format, **asked)
    return render_to_string("organizations/_map.html", {"map": drawn, "title": "Needs"})


def test_a_map_names_its_places_and_leads_to_them() -> None:
    with translation.override("ar"):
        page = the_map(here="SY0204")
    assert page.count("<a ") == 14
    assert (
        '<a class="shade-4" href="?place=SY02" data-place="SY02" aria-label="حلب: 62 needs" aria-current="true">'
        in page
    )
    assert '<a class="shade-1" href="?place=SY01" data-place="SY01" aria-label="دمشق: 3 needs">' in page
    assert page.index('data-place="SY02"') > page.index(
        'data-place="SY14"'
    )  # marked last, so that no neighbour hides it
    assert "UN OCHA" in page
    assert "style=" not in page


def test_a_map_of_a_governorate_shows_its_districts() -> None:
    assert the_map(within="SY02").count("<a ") == 8
    assert has_outlines("SY02")
    assert not has_outlines("SY0204")


def test_a_map_without_numbers_has_no_legend() -> None:
    empty = shaded_map({}, words=str, address=str)
    assert (empty.steps, {region.shade for region in empty.regions}) == ([], {0})


def test_neighbours_are_known_and_see_each_other() -> None:
    beside = places.neighbours()
    known = {row["pcode"] for row in places.place_columns() if row["level"] == 3}
    assert set(beside) == known
    assert [code for code, others in beside.items() if code in others or not others <= known] == []
    assert all(code in beside[other] for code, others in beside.items() for other in others)
    assert "SY030201" in beside["SY010000"]  # Harasta lies at the edge of Damascus
    assert [code for code, others in beside.items() if not others] == ["SY100001"]  # Arwad is an island


@with_samples
def test_neighbours_are_those_of_the_outlines() -> None:
    found = neighbours(json.loads((SAMPLES / "syr-adm3.topo.json").read_text(encoding="utf-8")))
    assert {code: frozenset(others) for code, others in found.items()} == places.neighbours()

"""Makes governorates.svg.json, districts.svg.json and neighbours.json:
`python -m organizations.data.make_outlines FOLDER`.

Run by hand when the sources change; what it writes is kept in the repository. README.md here says whose data they are.
Borders are simplified, not areas: two neighbours keep one line between them, without slivers and without gaps.
"""

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
# Degrees of longitude are that much shorter than degrees of latitude in the middle of the country.
SQUEEZE = math.cos(math.radians(35))
COUNTRY_SIDE, GOVERNORATE_SIDE = 1000, 600  # units of the longer side of a drawing
TOLERANCE = 1.8  # units: less than a pixel on a phone
# An island is drawn at least that large (Arwad is 500 metres long), and what is smaller than a fingertip gets a second,
# larger drawing in the empty south-east.
LEAST_RING = 10
LEAST_TARGET, INSET_SIDE = 50, 170
LETTERS = {COUNTRY_SIDE: 34, GOVERNORATE_SIDE: 21}  # units: how high a name's letters are, 12 pixels on a phone

Point = tuple[float, float]
Ring = list[tuple[int, int]]


def governorates(topology: dict[str, Any]) -> dict[str, Any]:
    """Return the drawing of the 14 governorates in one box: see `drawing`; with `insets`, {p-code: [x, y, times]}."""
    drawn = drawing(topology, shapes_of(topology, 1), COUNTRY_SIDE)
    width, height = map(int, drawn["viewBox"].split()[2:])
    drawn["insets"] = {
        code: inset(box, width, height) for code, box in drawn.pop("boxes").items() if times_larger(box) > 1
    }
    return drawn


def districts(topology: dict[str, Any]) -> dict[str, Any]:
    """Return {governorate's p-code: the drawing of its districts}, each in a box of its own, as one looks at one."""
    within: dict[str, dict[str, Any]] = defaultdict(dict)
    for code, shape in shapes_of(topology, 2).items():
        within[code[:4]][code] = shape
    found = {code: drawing(topology, shapes, GOVERNORATE_SIDE) for code, shapes in sorted(within.items())}
    for drawn in found.values():
        drawn.pop("boxes")
    return found


def drawing(topology: dict[str, Any], shapes: dict[str, Any], side: int) -> dict[str, Any]:
    """Return {"viewBox", "paths": {p-code: SVG path}, "labels": {p-code: [x, y, room]}, "letters", "boxes"}.

    Paths hold whole units of the box; draw them with fill-rule evenodd, as Damascus is a hole in its countryside. A
    label is the middle of the widest place for one line of text inside a shape, `room` units wide; `letters` is how
    high its letters are. One that will be drawn larger has room for smaller letters.
    """
    used = {index if index >= 0 else ~index for shape in shapes.values() for ring in rings_of(shape) for index in ring}
    arcs = {index: flat(decoded(topology["arcs"][index], topology["transform"])) for index in used}
    points = [point for arc in arcs.values() for point in arc]
    west, north = min(x for x, _ in points), max(y for _, y in points)
    wide, high = max(x for x, _ in points) - west, north - min(y for _, y in points)
    scale = side / max(wide, high)
    margin = side // 200
    placed = {
        i: [((x - west) * scale + margin, (north - y) * scale + margin) for x, y in arc] for i, arc in arcs.items()
    }
    drawn = {index: rounded(simplified(arc)) for index, arc in placed.items()}
    outlines = {code: [visible(joined(ring, drawn)) for ring in rings_of(shape)] for code, shape in shapes.items()}
    box = (math.ceil(wide * scale) + 2 * margin, math.ceil(high * scale) + 2 * margin)
    return {
        "viewBox": f"0 0 {box[0]} {box[1]}",
        "paths": {code: "".join(map(path_of, rings)) for code, rings in sorted(outlines.items())},
        "labels": {
            code: label_of(rings, LETTERS[side] // times_larger(box_of(rings)))
            for code, rings in sorted(outlines.items())
        },
        "letters": LETTERS[side],
        "boxes": {code: box_of(rings) for code, rings in outlines.items()},
    }


# What TopoJSON holds ------------------------------------------------------------------------------------------------
def shapes_of(topology: dict[str, Any], level: int) -> dict[str, Any]:
    return {shape["properties"][f"admin{level}Pcode"]: shape for shape in topology["objects"]["geom"]["geometries"]}


def rings_of(shape: dict[str, Any]) -> Iterator[list[int]]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:
        yield from polygon


def decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (scale_x, scale_y), (start_x, start_y) = transform["scale"], transform["translate"]
    points: list[Point] = []
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + start_x, y * scale_y + start_y))
    return points


def flat(arc: list[Point]) -> list[Point]:
    return [(longitude * SQUEEZE, latitude) for longitude, latitude in arc]


def joined(ring: list[int], drawn: dict[int, Ring]) -> Ring:
    """Return the ring's points; a negative number is an arc walked backwards (TopoJSON's ~index)."""
    points: Ring = []
    for index in ring:
        arc = drawn[index] if index >= 0 else drawn[~index][::-1]
        points += arc if not points else arc[1:]
    return points


# Fewer points -------------------------------------------------------------------------------------------------------
def simplified(arc: list[Point]) -> list[Point]:
    """Return the arc by Douglas and Peucker; a closed one is cut at its farthest point, a tiny one kept."""
    if arc[0] != arc[-1]:
        return reduced(arc)
    middle = max(range(len(arc)), key=lambda index: math.dist(arc[0], arc[index]))
    ring = reduced(arc[: middle + 1])[:-1] + reduced(arc[middle:])
    return ring if len(ring) > 4 else arc


def reduced(arc: list[Point]) -> list[Point]:
    """Walk instead of recursing: the coast has more points than Python has frames."""
    kept, waiting = {0, len(arc) - 1}, [(0, len(arc) - 1)]
    while waiting:
        start, end = waiting.pop()
        inner = range(start + 1, end)
        farthest = max(inner, key=lambda index: distance(arc[index], arc[start], arc[end]), default=None)
        if farthest is not None and distance(arc[farthest], arc[start], arc[end]) > TOLERANCE:
            kept.add(farthest)
            waiting += [(start, farthest), (farthest, end)]
    return [arc[index] for index in sorted(kept)]


def distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from the line between two others, in units."""
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    (x, y), (x1, y1), (x2, y2) = point, start, end
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def rounded(arc: Iterable[Point]) -> Ring:
    """Whole units, a point that fell onto the one before left out."""
    points: Ring = []
    for x, y in arc:
        point = (round(x), round(y))
        if not points or point != points[-1]:
            points.append(point)
    return points if len(points) > 1 else points * 2


def visible(ring: Ring) -> Ring:
    """The ring, or a square around its middle where nobody would see it."""
    left, top, right, bottom = box_of([ring])
    if max(right - left, bottom - top) >= LEAST_RING:
        return ring
    x, y, half = (left + right) // 2, (top + bottom) // 2, LEAST_RING // 2
    return [(x, y - half), (x + half, y), (x, y + half), (x - half, y), (x, y - half)]


# What is drawn ------------------------------------------------------------------------------------------------------
def path_of(points: Ring) -> str:
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points[:-1])]
    moves = " ".join(f"{x} {y}" for x, y in steps)
    return f"M{points[0][0]} {points[0][1]}l{moves}z".replace(" -", "-")


def box_of(rings: Iterable[Ring]) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom."""
    points = [point for ring in rings for point in ring]
    columns, lines = [x for x, _ in points], [y for _, y in points]
    return min(columns), min(lines), max(columns), max(lines)


def times_larger(box: tuple[int, int, int, int]) -> int:
    """How many times larger a shape is drawn beside the others, so that a finger can hit it; 1 for most."""
    side = max(box[2] - box[0], box[3] - box[1])
    return INSET_SIDE // side if side < LEAST_TARGET else 1


def inset(box: tuple[int, int, int, int], width: int, height: int) -> list[int]:
    """Return what moves and enlarges a shape into the corner of the drawing where no country is."""
    times = times_larger(box)
    return [width - 60 - box[2] * times, height - 60 - box[3] * times, times]


def label_of(rings: list[Ring], height: int) -> list[int]:
    """Return [x, y, room]: the middle of the widest stretch that stays inside over the height of one line of text."""
    _, top, _, bottom = box_of(rings)
    best = (0, 0, 0)
    for y in range(top + height // 2, bottom - height // 2, 3):
        free = inside(rings, y - height / 2)
        for line in (y - height / 4, y, y + height / 4, y + height / 2):
            free = overlap(free, inside(rings, line))
        for start, end in free:
            if end - start > best[2]:
                best = (round((start + end) / 2), y, int(end - start))
    return list(best)


def inside(rings: list[Ring], y: float) -> list[Point]:
    """Return the stretches [from, to] of a horizontal line that lie inside, by the even-odd rule."""
    y += 0.01  # never through a corner
    crossings = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
        if (y1 > y) != (y2 > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def overlap(some: list[Point], others: list[Point]) -> list[Point]:
    pairs = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return [(start, end) for start, end in pairs if start < end]


def neighbours(topology: dict[str, Any]) -> dict[str, list[str]]:
    """Return {p-code: p-codes beside it} of the sub-districts in a TopoJSON: those whose outlines share an arc."""
    sharing: dict[int, set[str]] = defaultdict(set)
    for code, shape in shapes_of(topology, 3).items():
        for ring in rings_of(shape):
            for index in ring:
                sharing[index if index >= 0 else ~index].add(code)
    beside: dict[str, set[str]] = defaultdict(set)
    for codes in sharing.values():
        for code in codes:
            beside[code] |= codes - {code}
    return {code: sorted(others) for code, others in sorted(beside.items())}


def written(drawings: dict[str, Any]) -> str:
    """A line for each shape, so that a change shows which place it changed."""
    return json.dumps(drawings, separators=(",", ":")).replace('"SY', '\n"SY') + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of syr-adm1.topo.json and its siblings")
    folder = parser.parse_args().folder
    for name, level, draw in (("governorates", 1, governorates), ("districts", 2, districts)):
        topology = json.loads((folder / f"syr-adm{level}.topo.json").read_text(encoding="utf-8"))
        (HERE / f"{name}.svg.json").write_text(written(draw(topology)), encoding="utf-8")
    beside = neighbours(json.loads((folder / "syr-adm3.topo.json").read_text(encoding="utf-8")))
    lines = json.dumps(beside, separators=(",", ":")).replace("],", "],\n")
    (HERE / "neighbours.json").write_text(lines + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

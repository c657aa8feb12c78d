"""Makes places.json, governorates.svg.json and neighbours.json from the lists and outlines in a folder.

    python organizations/data/make_places.py ../shared/samples/geography

Run by hand when the sources change; what it writes is kept in the repository. README.md here says whose data they are.
"""

import argparse
import json
import math
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from arabic.normalise import normalise

HERE = Path(__file__).parent
FIELDS = ("code", "parent", "level", "name_ar", "name_en", "aliases", "latitude", "longitude")
LEVELS = {1: "governorates.json", 2: "districts.json", 3: "subdistricts.json"}
OUTLINES = "syr-adm{}.topo.json"
MOST_ALIASES = 6
# A p-code grows by two digits a level: SY07, SY0703, SY070301.
CODE_LENGTHS = {1: 4, 2: 6, 3: 8}

VIEW_WIDTH = 1000
TOLERANCE = 0.01
# Of the middle latitude: degrees of longitude are that much shorter than degrees of latitude.
SQUEEZE = math.cos(math.radians(35))

# The kind of a place beside its name adds nothing to find it by.
_KIND = re.compile(
    r"^(?:ناحية|منطقة|محافظة)\s+|^(?:governorate of(?: the)?|n[aā][hḩ]iyat)\s+(?:al\s+)?"
    r"|\s+(?:governorate|district|sub-?district)$",
    re.IGNORECASE,
)

Point = tuple[float, float]


def places(folder: Path) -> list[list[Any]]:
    """Return a row of FIELDS for each place, parents first, from the lists and outlines in a folder."""
    rows = []
    for level, name in LEVELS.items():
        official = _official_names(_read(folder / OUTLINES.format(level)), level)
        rows += sorted(_row(place, level, official) for place in _read(folder / name))
    return rows


def anomalies(rows: list[list[Any]]) -> Iterator[str]:
    """Yield a sentence for each place that is not what the others are: code, parent, names, a point inside Syria."""
    known = {row[0] for row in rows}
    if len(known) != len(rows):
        yield "a code stands twice"
    for code, parent, level, name_ar, name_en, _, latitude, longitude in rows:
        if not re.fullmatch(rf"SY\d{{{CODE_LENGTHS[level] - 2}}}", code):
            yield f"{code}: not the code of a level {level}"
        if level > 1 and parent not in known:
            yield f"{code}: its parent {parent} is missing"
        if not (name_ar and name_en):
            yield f"{code}: a name is missing"
        if not (32.3 <= latitude <= 37.4 and 35.6 <= longitude <= 42.4):
            yield f"{code}: its centre is outside Syria"


def outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """Return {"viewBox", "paths": {p-code: SVG path}} of the governorates in a TopoJSON.

    Arcs are simplified, not polygons, so neighbours keep one border. Paths hold whole units of a box 1000 wide; draw
    them with fill-rule evenodd, as Damascus is a hole in its countryside. A ring too small for the tolerance (Arwad)
    is kept whole.
    """
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    points = [point for arc in arcs for point in arc]
    west, north = min(x for x, _ in points), max(y for _, y in points)
    scale = VIEW_WIDTH / ((max(x for x, _ in points) - west) * SQUEEZE)
    height = math.ceil((north - min(y for _, y in points)) * scale)

    def placed(arc: list[Point]) -> list[tuple[int, int]]:
        return [(round((x - west) * SQUEEZE * scale), round((north - y) * scale)) for x, y in arc]

    drawn = [placed(_simplified(arc)) for arc in arcs]
    paths = {
        shape["properties"]["admin1Pcode"]: "".join(_ring_path(_joined(ring, drawn)) for ring in _rings(shape))
        for shape in topology["objects"]["geom"]["geometries"]
    }
    return {"viewBox": f"0 0 {VIEW_WIDTH} {height}", "paths": dict(sorted(paths.items()))}


def neighbours(topology: dict[str, Any]) -> dict[str, list[str]]:
    """Return {p-code: p-codes beside it} of the sub-districts in a TopoJSON: those whose outlines share an arc."""
    sharing: dict[int, set[str]] = {}
    for shape in topology["objects"]["geom"]["geometries"]:
        for ring in _rings(shape):
            for arc in ring:
                sharing.setdefault(max(arc, ~arc), set()).add(shape["properties"]["admin3Pcode"])
    beside: dict[str, set[str]] = {}
    for codes in sharing.values():
        for code in codes:
            beside.setdefault(code, set()).update(codes - {code})
    return {code: sorted(others) for code, others in sorted(beside.items())}


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _official_names(topology: dict[str, Any], level: int) -> dict[str, str]:
    """Return {p-code: English name as UN papers spell it}, which is how many organisations know a place."""
    shapes = (shape["properties"] for shape in topology["objects"]["geom"]["geometries"])
    return {shape[f"admin{level}Pcode"]: shape[f"admin{level}Name"] for shape in shapes}


def _row(place: dict[str, Any], level: int, official: dict[str, str]) -> list[Any]:
    code = place["externalIds"]["ochaPcode"]
    parent = code[: CODE_LENGTHS[level] - 2] if level > 1 else None
    names, centre = place["name"], place["centroid"]
    point = (round(centre["latitude"], 4), round(centre["longitude"], 4))
    return [code, parent, level, names["ar"], names["en"], _aliases(place, official[code]), *point]


def _aliases(place: dict[str, Any], official: str) -> list[str]:
    """Return other spellings to search by, Arabic first, then the official English one, each once when normalised."""
    arabic_first = sorted(place["aliases"], key=lambda alias: alias["language"] != "ar")
    split = sum(alias["language"] == "ar" for alias in arabic_first)
    # "nahyt mrkz": letter-by-letter forms that nobody types.
    values = [alias["value"] for alias in arabic_first if not alias["value"].startswith("nahyt")]
    seen = {_comparable(name) for name in place["name"].values()}
    kept: list[str] = []
    for value in (*values[:split], official, *values[split:]):
        plain = _plain(_KIND.sub("", value).strip())
        if plain and _comparable(plain) not in seen:
            seen.add(_comparable(plain))
            kept.append(plain)
    return kept[:MOST_ALIASES]


def _plain(text: str) -> str:
    """Return the text without the dots and bars of transliteration, which nobody has on a keyboard."""
    letters = unicodedata.normalize("NFD", text)
    if not letters.isascii() and not re.search("[\u0600-\u06ff]", letters):
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", re.sub("[‘’ʿʾ`]", "'", letters))


def _comparable(text: str) -> str:
    return re.sub(r"[\s'\-]|^al(?=[\s\-])", "", normalise(_plain(text)))


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (scale_x, scale_y), (start_x, start_y) = transform["scale"], transform["translate"]
    points: list[Point] = []
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + start_x, y * scale_y + start_y))
    return points


def _simplified(arc: list[Point]) -> list[Point]:
    """Return the arc by Douglas and Peucker; a closed one is cut at its farthest point, a tiny one kept."""
    if arc[0] != arc[-1]:
        return _reduced(arc)
    middle = max(range(len(arc)), key=lambda index: math.dist(arc[0], arc[index]))
    ring = _reduced(arc[: middle + 1])[:-1] + _reduced(arc[middle:])
    return ring if len(ring) > 4 else arc


def _reduced(arc: list[Point]) -> list[Point]:
    if len(arc) < 3:
        return arc
    farthest = max(range(1, len(arc) - 1), key=lambda index: _distance(arc[index], arc[0], arc[-1]))
    if _distance(arc[farthest], arc[0], arc[-1]) <= TOLERANCE:
        return [arc[0], arc[-1]]
    return _reduced(arc[: farthest + 1])[:-1] + _reduced(arc[farthest:])


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from the line between two others, in degrees of latitude."""
    (x, y), (x1, y1), (x2, y2) = ((longitude * SQUEEZE, latitude) for longitude, latitude in (point, start, end))
    length = math.hypot(x2 - x1, y2 - y1)
    if not length:
        return math.hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:
        yield from polygon


def _joined(ring: list[int], drawn: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Return the ring's points; a negative number is an arc walked backwards (TopoJSON's ~index)."""
    points: list[tuple[int, int]] = []
    for index in ring:
        arc = drawn[index] if index >= 0 else drawn[~index][::-1]
        points += arc if not points else arc[1:]
    return points


def _ring_path(points: list[tuple[int, int]]) -> str:
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points[:-1])]
    moves = " ".join(f"{x} {y}" for x, y in steps if x or y)
    return f"M{points[0][0]} {points[0][1]}l{moves}z".replace(" -", "-")


def _written(rows: Iterable[list[Any]]) -> str:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f'{{"fields":{json.dumps(FIELDS)},\n"places":[\n{lines}\n]}}\n'


def main() -> int:
    """Write the three files, unless a place is wrong: then say which and write nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of governorates.json and its siblings")
    folder = parser.parse_args().folder
    rows = places(folder)
    if problems := list(anomalies(rows)):
        sys.stderr.write("\n".join(problems) + "\n")
        return 1
    topology = _read(folder / OUTLINES.format(1))
    (HERE / "places.json").write_text(_written(rows), encoding="utf-8")
    drawing = json.dumps(outlines(topology), separators=(",", ":")).replace('"SY', '\n"SY')
    (HERE / "governorates.svg.json").write_text(drawing + "\n", encoding="utf-8")
    beside = json.dumps(neighbours(_read(folder / OUTLINES.format(3))), separators=(",", ":")).replace('"],', '"],\n')
    (HERE / "neighbours.json").write_text(beside + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

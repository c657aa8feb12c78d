"""Makes places.json: `python -m organizations.data.make_places ../shared/samples/geography`.

Run by hand when the sources change; what it writes is kept in the repository. README.md here says whose data they are,
make_outlines.py draws the same places.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
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

# The kind of a place beside its name adds nothing to find it by.
_KIND = re.compile(
    r"^(?:ناحية|منطقة|محافظة)\s+|^(?:governorate of(?: the)?|n[aā][hḩ]iyat)\s+(?:al\s+)?"
    r"|\s+(?:governorate|district|sub-?district)$",
    re.IGNORECASE,
)


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


def _written(rows: Iterable[list[Any]]) -> str:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f'{{"fields":{json.dumps(FIELDS)},\n"places":[\n{lines}\n]}}\n'


def main() -> int:
    """Write the file, unless a place is wrong: then say which and write nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of governorates.json and its siblings")
    folder = parser.parse_args().folder
    rows = places(folder)
    if problems := list(anomalies(rows)):
        sys.stderr.write("\n".join(problems) + "\n")
        return 1
    (HERE / "places.json").write_text(_written(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The shape of what ships in needs/data, without a database."""

import re
from collections import Counter
from typing import Any

import pytest

from needs.catalogue import read, read_units, search_text, unit_columns
from needs.guessing.words import known_form
from organizations.places import read as organizations_read

ITEMS: list[dict[str, Any]] = read("items.json")
CODES = {row["code"]: row for row in ITEMS}


def test_items_are_many_and_of_every_kind() -> None:
    kinds = Counter(row["kind"] for row in ITEMS)
    assert len(ITEMS) >= 200
    assert set(kinds) == {"good", "service", "skill", "space"}
    assert min(kinds.values()) >= 20


def test_codes_are_short_and_unique() -> None:
    assert len(CODES) == len(ITEMS)
    assert [code for code in CODES if not re.fullmatch(r"[a-z0-9_]{2,24}", code)] == []


def test_sectors_are_those_that_ship_and_each_has_items() -> None:
    assert {row["sector"] for row in ITEMS} == {row["code"] for row in organizations_read("sectors.json")}


def test_families_are_items_without_a_family() -> None:
    families = {row["family"] for row in ITEMS} - {None}
    assert [code for code in families if code not in CODES or CODES[code]["family"]] == []


def test_units_are_known_and_factors_count() -> None:
    known = {unit["code"] for unit in read_units()}
    for row in ITEMS:
        assert {row["unit"], *row["units"]} <= known, row["code"]
        assert row["unit"] not in row["units"], row["code"]
        assert all(type(factor) is int and factor >= 1 for factor in row["units"].values()), row["code"]


def test_no_two_items_share_a_name_or_synonym() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for row in ITEMS:
        for name in (row["name_ar"], row["name_en"], *row["synonyms"]):
            owners.setdefault(known_form(name), set()).add(row["code"])
    assert {" ".join(name): codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_everything_has_both_names_and_fits_its_columns() -> None:
    for row in ITEMS:
        assert row["name_ar"]
        assert row["name_en"]
        assert max(len(row["name_ar"]), len(row["name_en"])) <= 80
        assert len(search_text(row["name_ar"], row["name_en"], row["synonyms"])) < 600, row["code"]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("حرامات", "blanket"),
        ("فرشات", "mattress"),
        ("شوادر", "tarpaulin"),
        ("بيدون", "jerrycan"),
        ("حليب أطفال", "infant_formula"),
        ("دار عجزة", "elderly_home"),
    ],
)
def test_what_people_call_things_is_among_their_names(word: str, code: str) -> None:
    assert word in (CODES[code]["name_ar"], *CODES[code]["synonyms"])


def test_unit_columns_begin_with_the_base_unit() -> None:
    units = unit_columns(CODES["infant_formula"])
    assert [(unit["position"], unit["code"], unit["factor"]) for unit in units] == [(0, "tin", 1), (1, "carton", 24)]


def test_target_groups_have_codes_names_and_an_order() -> None:
    groups = read("target_groups.json")
    assert len({group["code"] for group in groups}) == len({group["order"] for group in groups}) == len(groups)
    assert all(len(group["code"]) <= 16 and group["name_ar"] and group["name_en"] for group in groups)


def test_place_words_name_places_that_ship() -> None:
    known = {row[0] for row in organizations_read("places.json")["places"]}
    assert set(read("place_words.json")) <= known

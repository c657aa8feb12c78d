"""A law as Akoma Ntoso, out and in again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from legislation.akoma import NAMESPACE, NotAkoma, Work, read, written
from legislation.parsing import Draft, Node, letters, parse
from tests.legislation.made import STATUTE

LAW = Path("../shared/samples/law-93-1958.ar.txt")
WORK = Work("sy", "law", "12", 2019, date(2019, 5, 20), "مجلس الشعب")
ON = date(2026, 1, 1)


def shape(nodes: list[Node]) -> list[tuple[str, str, str, str, object]]:
    return [(each.kind, each.label, each.heading, each.text, shape(each.parts)) for each in nodes]


def there_and_back(text: str) -> tuple[Draft, Draft]:
    before = parse(text)
    return before, read(written(before, WORK, ON))[0]


def test_a_law_goes_out_and_comes_in_the_same() -> None:
    before, after = there_and_back(STATUTE.read_text(encoding="utf-8"))
    assert shape(after.nodes) == shape(before.nodes)
    assert after.title == before.title


@pytest.mark.skipif(not LAW.exists(), reason="the samples are not here")
def test_the_law_of_associations_goes_out_and_comes_in_the_same() -> None:
    before, after = there_and_back(LAW.read_text(encoding="utf-8"))
    assert shape(after.nodes) == shape(before.nodes)
    assert len(after.articles()) == 75
    told = ["".join(n.label + n.heading + n.text for n in each.walk()) for each in (before, after)]
    assert letters(told[0]) == letters(told[1])


def test_a_law_says_which_one_it_is() -> None:
    content = written(parse(STATUTE.read_text(encoding="utf-8")), WORK, ON)
    root = ET.fromstring(content)  # noqa: S314  ours
    value = root.find(f".//{{{NAMESPACE}}}FRBRExpression/{{{NAMESPACE}}}FRBRuri")
    assert value is not None
    assert value.get("value") == "/akn/sy/act/law/2019/12/ara@2026-01-01"
    assert read(content)[1] == replace(WORK, issuer="")


def test_every_name_is_ascii_and_stands_once() -> None:
    content = written(parse(STATUTE.read_text(encoding="utf-8")), WORK, ON)
    root = ET.fromstring(content)  # noqa: S314  ours
    names = [each.get("eId", "") for each in root.iter() if each.get("eId")]
    assert all(name.isascii() for name in names)
    assert len(set(names)) == len(names)
    assert "part_2__chp_1__art_4" in names


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'
FETCH = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB.encode(), "has_doctype"),
        (FETCH.encode(), "has_doctype"),
        (BOMB.encode("utf-16"), "not_utf8"),
        (b"<akomaNtoso><act>", "not_xml"),
        (b"<akomaNtoso/>", "no_body"),
        ("قانون".encode("cp1256"), "not_utf8"),
    ],
)
def test_files_that_are_none_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(NotAkoma) as refused:
        read(content)
    assert refused.value.code == code


def test_a_file_of_another_country_says_so() -> None:
    content = written(parse("الفصل 1 - نص", "tn"), Work("tn", "law", "88", 2011), ON)
    draft, work = read(content)
    assert (work.country, work.year, work.number) == ("tn", 2011, "88")
    assert [node.kind for node in draft.nodes] == ["article"]


def test_what_stands_in_containers_of_another_tradition_is_found() -> None:
    content = (
        f'<akomaNtoso xmlns="{NAMESPACE}"><act name="act"><body><title><num>1</num>'
        "<article><num>مادة 1</num><content><p>نص <b>مهم</b></p></content></article></title></body></act></akomaNtoso>"
    )
    draft, work = read(content.encode())
    assert [(node.label, node.text) for node in draft.articles()] == [("مادة 1", "نص مهم")]
    assert work.country == ""

"""A law as Akoma Ntoso (OASIS LegalDocML 1.0, the schema's version 3.0), out and in. Knows no database.

What comes in is somebody's file: it must be UTF-8, without a document type (entities could blow it up or fetch files).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from legislation.parsing.lines import Draft, Node
from legislation.structure import ARTICLE, BOOK, CHAPTER, ITEM, PARAGRAPH, PART, SECTION, TOKENS

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGE = "ara"
SOURCE = "#multaqa"
DEEPEST = 100
ELEMENTS = {
    BOOK: "book",
    PART: "part",
    CHAPTER: "chapter",
    SECTION: "section",
    ARTICLE: "article",
    PARAGRAPH: "paragraph",
    ITEM: "point",
}
KINDS = {element: kind for kind, element in ELEMENTS.items()}
SUBTYPES = {"legislative_decree": "legislative-decree"}  # of FRBR addresses; the rest as they are called here


class NotAkoma(ValueError):
    """The file is none of these: `code` is not_utf8, has_doctype, not_xml, no_body, or too_deep."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Work:
    """Which law it is, as FRBR names it."""

    country: str
    kind: str = "law"
    number: str = ""
    year: int | None = None
    issued_on: date | None = None
    issuer: str = ""

    @property
    def uri(self) -> str:
        """/akn/sy/act/law/1958/93; what is not known is left out."""
        subtype = SUBTYPES.get(self.kind, self.kind)
        parts = [self.country, "act", subtype, str(self.year or ""), self.number.strip().replace("/", "-")]
        return "/akn/" + "/".join(part for part in parts if part)


# Out ------------------------------------------------------------------------------------------------------------------
def written(draft: Draft, work: Work, on: date) -> bytes:
    """The text of a law as it stood on a day, as XML."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_name("akomaNtoso"))
    act = ET.SubElement(root, _name("act"), {"name": "act"})
    _write_meta(act, work, on)
    if draft.title or draft.preamble:
        preface = ET.SubElement(act, _name("preface"))
        if draft.title:
            title = ET.SubElement(ET.SubElement(preface, _name("p")), _name("docTitle"))
            title.text = draft.title
        _write_lines(preface, draft.preamble)
    body = ET.SubElement(act, _name("body"))
    _write_nodes(body, draft.nodes, "")
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _write_meta(act: ET.Element, work: Work, on: date) -> None:
    meta = ET.SubElement(act, _name("meta"))
    identification = ET.SubElement(meta, _name("identification"), {"source": SOURCE})
    issued = (work.issued_on or date(work.year or on.year, 1, 1)).isoformat()
    uri, expression = work.uri, f"{work.uri}/{LANGUAGE}@{on.isoformat()}"
    for level, address, day in (
        ("FRBRWork", uri, issued),
        ("FRBRExpression", expression, on.isoformat()),
        ("FRBRManifestation", f"{expression}.xml", on.isoformat()),
    ):
        part = ET.SubElement(identification, _name(level))
        ET.SubElement(part, _name("FRBRthis"), {"value": f"{address}/!main"})
        ET.SubElement(part, _name("FRBRuri"), {"value": address})
        ET.SubElement(part, _name("FRBRdate"), {"date": day, "name": "Generation"})
        ET.SubElement(part, _name("FRBRauthor"), {"href": "#issuer"})
        if level == "FRBRWork":
            ET.SubElement(part, _name("FRBRcountry"), {"value": work.country})
            ET.SubElement(part, _name("FRBRsubtype"), {"value": SUBTYPES.get(work.kind, work.kind)})
            ET.SubElement(part, _name("FRBRnumber"), {"value": work.number or "0"})
        if level == "FRBRExpression":
            ET.SubElement(part, _name("FRBRlanguage"), {"language": LANGUAGE})
    references = ET.SubElement(meta, _name("references"), {"source": SOURCE})
    organization = {"eId": "issuer", "href": "/ontology/organization/issuer", "showAs": work.issuer or "—"}
    ET.SubElement(references, _name("TLCOrganization"), organization)
    program = {"eId": SOURCE[1:], "href": "/ontology/organization/multaqa", "showAs": "Multaqa"}
    ET.SubElement(references, _name("TLCOrganization"), program)


def _write_nodes(parent: ET.Element, nodes: Iterable[Node], path: str) -> None:
    taken: set[str] = set()
    for at, node in enumerate(nodes, start=1):
        read = node.read
        token = f"{TOKENS[node.kind]}_{read.token if read else at}"
        while token in taken:
            token += "x"
        taken.add(token)
        eid = node.eid or (f"{path}__{token}" if path else token)
        element = ET.SubElement(parent, _name(ELEMENTS[node.kind]), {"eId": eid})
        ET.SubElement(element, _name("num")).text = node.label
        if node.heading:
            ET.SubElement(element, _name("heading")).text = node.heading
        if node.parts:
            if node.text:
                _write_lines(ET.SubElement(element, _name("intro")), node.text)
            _write_nodes(element, node.parts, eid)
        else:
            _write_lines(ET.SubElement(element, _name("content")), node.text or " ")


def _write_lines(parent: ET.Element, text: str) -> None:
    for line in text.splitlines():
        ET.SubElement(parent, _name("p")).text = line


# In -------------------------------------------------------------------------------------------------------------------
def read(content: bytes) -> tuple[Draft, Work]:
    """The tree of a file and which law it says it is; NotAkoma where it is no such file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAkoma("not_utf8") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise NotAkoma("has_doctype")
    try:
        root = ET.fromstring(text)  # noqa: S314  it declares no entities
    except ET.ParseError:
        raise NotAkoma("not_xml") from None
    body = next((each for each in root.iter() if _tag(each) == "body"), None)
    if body is None:
        raise NotAkoma("no_body")
    if _is_too_deep(root):
        raise NotAkoma("too_deep")
    preface = next((each for each in root.iter() if _tag(each) in ("preface", "preamble")), None)
    lines = _lines_of(preface) if preface is not None else []
    draft = Draft(lines[0] if lines else "", "\n".join(lines[1:]), [*_nodes_in(body)])
    return draft, _work_in(root)


def _is_too_deep(root: ET.Element) -> bool:
    """No law has so many levels; a file that does would have us call ourselves until the stack ends."""
    level = [root]
    for _depth in range(DEEPEST):
        level = [part for element in level for part in element]
        if not level:
            return False
    return True


def _tag(element: ET.Element) -> str:
    """The name without its namespace: files of older versions have another one."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _nodes_in(parent: ET.Element) -> Iterator[Node]:
    for element in parent:
        kind = KINDS.get(_tag(element))
        if kind is not None:
            yield _node_of(element, kind)
        elif _tag(element) not in ("num", "heading", "content", "intro", "wrapUp"):
            yield from _nodes_in(element)  # a list, a container of another tradition: what stands in it counts


def _node_of(element: ET.Element, kind: str) -> Node:
    said = {_tag(each): _words_of(each) for each in element if _tag(each) in ("num", "heading")}
    texts = [line for each in element if _tag(each) in ("intro", "content", "wrapUp") for line in _lines_of(each)]
    text = "\n".join(line for line in texts if line)
    parts = [*_nodes_in(element)]
    return Node(kind, said.get("num", ""), said.get("heading", ""), text, parts=parts, eid=element.get("eId", ""))


def _lines_of(element: ET.Element) -> list[str]:
    paragraphs = [each for each in element.iter() if _tag(each) == "p"]
    return [_words_of(each) for each in paragraphs] if paragraphs else [_words_of(element)]


def _words_of(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _work_in(root: ET.Element) -> Work:
    """What the file says of itself; an empty country where it says none."""
    values = {_tag(each): each.get("value", "") for each in root.iter() if _tag(each).startswith("FRBR")}
    work = next((each for each in root.iter() if _tag(each) == "FRBRWork"), root)
    uri = next((each.get("value", "") for each in work if _tag(each) == "FRBRuri"), "")
    years = [part for part in uri.split("/") if len(part) == 4 and part.isdigit()]
    kinds = {subtype: kind for kind, subtype in SUBTYPES.items()}
    subtype = values.get("FRBRsubtype", "law")
    number = values.get("FRBRnumber", "")
    return Work(
        country=values.get("FRBRcountry", "").lower(),
        kind=kinds.get(subtype, subtype),
        number="" if number == "0" else number,
        year=int(years[0]) if years else None,
        issued_on=_day(next((each.get("date", "") for each in work if _tag(each) == "FRBRdate"), "")),
    )


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None

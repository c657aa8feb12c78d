"""What a file is, by what it holds. No Django; nothing here trusts a name.

A *family* gathers types that people mix up without harm: a JPEG called .png is no lie, a web page called .jpg is.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import BinaryIO, NamedTuple

import filetype

HEAD = 65_536
_MOST_ENTRIES = 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = {
    "word/document.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "ppt/presentation.xml": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
}
_OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/apng": "png", "image/webp": "webp", "image/gif": "gif"}
_HOLD_PLACES = {"image/heic", "image/heif", "image/avif", "image/tiff", "image/x-canon-cr2", "image/vnd.ms-photo"}
_PROGRAMS = {"application/x-msdownload", "application/x-executable", "application/wasm", "application/x-deb"}
_PROGRAM_ENDINGS = re.compile("exe|com|scr|bat|cmd|ps1|vb[se]|jse?|wsf|hta|ms[ip]|jar|apk|lnk|dll|reg|cpl|pif")
_TEXTS = {"csv": "text/csv", "html": "text/html", "htm": "text/html", "json": "application/json", "md": "text/markdown"}
_TEXTS |= {"vcf": "text/vcard", "ics": "text/calendar", "xml": "text/xml", "kml": "text/xml", "rtf": "application/rtf"}
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe)\b", re.IGNORECASE)
_DRAWING = re.compile(rb"<svg[\s>]|<!doctype\s+svg", re.IGNORECASE)
_FILM_TRACK, _FILM_HANDLER = re.compile(rb"V_(?:VP[89]|AV1|MPEG)"), re.compile(rb"hdlr.{8}vide", re.DOTALL)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_FAMILIES = {
    "picture": "jpg jpeg jpe jfif png apng gif webp heic heif avif tif tiff bmp",
    "pdf": "pdf",
    "office": "doc docx docm dot dotx odt xls xlsx xlsm ods ppt pptx pptm pps ppsx odp",
    "media": "mp3 m4a aac ogg oga opus wav flac amr aif aiff mid wma mp4 m4v mov webm mkv avi wmv 3gp mpg mpeg flv",
    "archive": "zip rar 7z gz tar bz2 xz tgz",
    "text": "txt csv tsv html htm json md vcf ics xml kml svg geojson log gpx srt",
}
FAMILY_OF_ENDING = {ending: family for family, endings in _FAMILIES.items() for ending in endings.split()}


class Sniffed(NamedTuple):
    """`ending` is the one the content asks for, empty where any will do."""

    type: str
    family: str
    ending: str = ""


def sniff(file: BinaryIO, ending: str) -> Sniffed:
    """What a seekable file holds. `ending` only chooses between kinds of plain text."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return in_zip(file)
    if head.startswith(_OLE):
        return Sniffed("application/x-ole-storage", "office")
    known = filetype.guess(head)
    if known is not None:
        return by_signature(known.mime, known.extension, head)
    return text_like(head, ending) or Sniffed("application/octet-stream", "other")


def by_signature(mime: str, ending: str, head: bytes) -> Sniffed:
    if mime in _PICTURES:
        return Sniffed("image/png" if mime == "image/apng" else mime, "picture", _PICTURES[mime])
    if mime in _HOLD_PLACES:
        return Sniffed(mime, "uncleanable")
    if mime in _PROGRAMS or ending in {"exe", "elf", "swf", "wasm", "crx", "nes", "deb", "rpm"}:
        return Sniffed(mime, "program")
    if mime.startswith(("audio/", "video/")):
        return Sniffed(heard_or_seen(mime, head), "media")
    family = "text" if ending == "rtf" else FAMILY_OF_ENDING.get(ending, "other")
    return Sniffed(mime, family, "pdf" if family == "pdf" else "")


def heard_or_seen(mime: str, head: bytes) -> str:
    """Two containers hold sound alone as well as films; what a recorder in the browser makes is one of them."""
    if mime in {"video/webm", "video/x-matroska"}:
        return "audio/webm" if b"A_OPUS" in head and not _FILM_TRACK.search(head) else mime
    if mime in {"video/mp4", "audio/mp4", "video/x-m4v"}:
        return "audio/mp4" if b"soun" in head and not _FILM_HANDLER.search(head) else "video/mp4"
    return {"audio/x-wav": "audio/wav", "audio/x-m4a": "audio/mp4"}.get(mime, mime)


def in_zip(file: BinaryIO) -> Sniffed:
    """Office files are zips; which, the names in its directory say. A directory of millions is not read."""
    plain = Sniffed("application/zip", "archive")
    if entries_in(file) > _MOST_ENTRIES:
        return plain
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            for name, (mime, ending) in _OFFICE.items():
                if name in names:
                    return Sniffed(mime, "office", "" if "vbaProject" in " ".join(names) else ending)
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return open_document(archive.read("mimetype"))
            if "AndroidManifest.xml" in names or "META-INF/MANIFEST.MF" in names:
                return Sniffed("application/java-archive", "program")
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return plain
    return plain


def entries_in(file: BinaryIO) -> int:
    """How many entries a zip's last record announces; more than any where it hides that behind a 64-bit directory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - HEAD))
    tail = file.read()
    start = tail.rfind(b"PK\x05\x06")
    record = tail[start : start + 22]
    if start < 0 or len(record) < 22 or int.from_bytes(record[12:16], "little") > _MOST_ENTRIES * 400:
        return _MOST_ENTRIES + 1
    return int.from_bytes(record[10:12], "little")


def open_document(mimetype: bytes) -> Sniffed:
    mime = mimetype.decode("ascii", "replace").strip()
    found = re.fullmatch(r"application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)", mime)
    if found:
        return Sniffed(mime, "office", _OPEN_DOCUMENT[found[1]])
    return (
        Sniffed("application/epub+zip", "other")
        if mime == "application/epub+zip"
        else Sniffed("application/zip", "archive")
    )


def text_like(head: bytes, ending: str) -> Sniffed | None:
    """Text in UTF-8, UTF-16 with its mark or Windows-1256: no byte that text never has."""
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and _CONTROLS.search(head):
        return None
    start = head[:4096].replace(b"\0", b"")
    if _DRAWING.search(start):
        return Sniffed("image/svg+xml", "text")
    if _WEB_PAGE.search(start):
        return Sniffed("text/html", "text")
    return Sniffed(_TEXTS.get(ending, "text/plain"), "text")


def is_program(sniffed: Sniffed, ending: str) -> bool:
    return sniffed.family == "program" or bool(_PROGRAM_ENDINGS.fullmatch(ending))


def lies(sniffed: Sniffed, ending: str) -> bool:
    """Does a name promise another family than the content is of? Whoever opens it would be surprised."""
    claimed = FAMILY_OF_ENDING.get(ending)
    if claimed is None or claimed == sniffed.family:
        return False
    return not (claimed == "archive" and sniffed.family in {"office", "other"})

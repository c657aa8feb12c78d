"""The zip of a copy, written piece by piece: pages, JSON, files. Never more than a portion of it is in memory."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.queries import own_facts
from archives.models import Archive
from archives.pages import article, listing, page
from archives.queries import portions
from chat.queries.rooms import room_facts
from files.models import StoredFile
from journal.stamps import stamp
from organizations.permissions import running_memberships
from organizations.queries import membership_facts

ON_A_PAGE = 500
MOST_BYTES = 2 * 1024**3  # of files; what is beyond is named and left out
FORMAT, VERSION = "multaqa-archive", 1


class Writer:
    """One copy on its way into a zip."""

    def __init__(self, archive: Archive, packed: ZipFile, listed: IO[str]) -> None:
        self.archive, self.packed, self.listed = archive, packed, listed
        self.articles: list[str] = []
        self.days: list[str] = []  # of each article
        self.pages: list[tuple[str, str]] = []  # address, and the days it spans
        self.count = self.bytes = 0
        self.held: set[str] = set()
        room = archive.room
        self.title = room.name if room else _("What I said on the platform")
        made = date_format(timezone.localtime(archive.asked_at), "DATETIME_FORMAT")
        self.words = {
            "lang": translation.get_language() or "ar",
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "made": _("A copy of %(moment)s") % {"moment": made},
            "somebody": _("Somebody"),
            "platform": _("The platform"),
            "deleted": _("This message was deleted"),
            "left_out": _("left out of this copy"),
        }

    def write(self, progress: Callable[[int], None]) -> None:
        head = {"format": FORMAT, "version": VERSION, "made_at": stamp(self.archive.asked_at), **self.about()}
        self.listed.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "messages": [\n')
        for portion in portions(self.archive):
            files = stored_files(portion)
            for message in portion:
                self.add(message, files)
            progress(self.count)
        self.listed.write("\n]}\n")
        self.turn_page(is_last=True)
        self.write_index()

    def about(self) -> dict[str, Any]:
        if self.archive.room is not None:
            return {"room": room_facts(self.archive.room)}
        person = self.archive.maker
        memberships = [membership_facts(row) for row in running_memberships(person).select_related("person")]
        return {"person": own_facts(person), "memberships": memberships}

    def add(self, message: dict[str, Any], files: dict[int, StoredFile]) -> None:
        if len(self.articles) >= ON_A_PAGE:
            self.turn_page(is_last=False)
        for each in message.get("files", []):
            each["path"] = self.pack(each, files.get(each["file"]))
        self.listed.write((",\n" if self.count else "") + json.dumps(message, ensure_ascii=False))
        self.count += 1
        written = timezone.localtime(datetime.fromisoformat(message["written_at"]))
        shown = {**message, "moment": date_format(written, "DATETIME_FORMAT")}
        self.articles.append(article(shown, settings.SITE_URL.rstrip("/"), self.words))
        self.days.append(date_format(written, "DATE_FORMAT"))

    def pack(self, named: dict[str, Any], file: StoredFile | None) -> str | None:
        """Copy a file into the zip, once, whatever number of messages holds it; None where it is left out."""
        if file is None or self.bytes + file.size > MOST_BYTES or not Path(file.content.path).is_file():
            return None
        path = f"files/{file.pk}-{safe_name(named['name'])}"
        if path not in self.held:
            self.held.add(path)
            self.bytes += file.size
            with file.content.open("rb") as source, self.packed.open(ZipInfo(path), "w") as target:
                shutil.copyfileobj(source, target, 256 * 1024)
        return path

    def turn_page(self, *, is_last: bool) -> None:
        if not self.articles:
            return
        number = len(self.pages) + 1
        links = [("index.html", _("All pages"))]
        if number > 1:
            links.append((page_name(number - 1), _("Earlier")))
        if not is_last:
            links.append((page_name(number + 1), _("Later")))
        self.store(page_name(number), page(self.title, "".join(self.articles), links, self.words))
        self.pages.append((page_name(number), span(self.days[0], self.days[-1])))
        self.articles, self.days = [], []

    def write_index(self) -> None:
        said = ngettext("%(number)s message", "%(number)s messages", self.count) % {"number": self.count}
        self.store("index.html", page(self.title, listing(said, self.pages), [], self.words))

    def store(self, name: str, text: str) -> None:
        self.packed.writestr(name, text, ZIP_DEFLATED)


def page_name(number: int) -> str:
    return f"messages-{number}.html"


def span(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def stored_files(portion: list[dict[str, Any]]) -> dict[int, StoredFile]:
    ids = {each["file"] for message in portion for each in message.get("files", [])}
    return StoredFile.objects.in_bulk(ids)


def safe_name(name: str) -> str:
    """A name that means the same in every system, and nothing to a path."""
    return re.sub(r"[^\w.-]+", "_", name).strip("._")[-80:] or "file"


def written(archive: Archive, progress: Callable[[int], None]) -> Iterator[Path]:
    """Write a copy into a file that is gone when the caller is done with it."""
    folder = Path(settings.MEDIA_ROOT) / "archives"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="making-") as place:
        path, listed = Path(place) / "copy.zip", Path(place) / "messages.json"
        with ZipFile(path, "w", ZIP_STORED) as packed:
            with listed.open("w", encoding="utf-8") as lines, translation.override(archive.maker.language):
                Writer(archive, packed, lines).write(progress)
            packed.write(listed, "messages.json", ZIP_DEFLATED)
        yield path

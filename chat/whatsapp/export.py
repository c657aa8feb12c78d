"""The messages of an export, whichever phone wrote it."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from chat.whatsapp import wording
from chat.whatsapp.lines import Head, position_with_marks, read_head, without_marks
from chat.whatsapp.media import named_media, opened_zip
from chat.whatsapp.opening import ExportError, open_text

_LONGEST_SENDER = 120
# Before the words that an exporter adds itself, phones write one of these.
_OWN_WORDS_MARKS = ("\u200e", "\u200f")


@dataclass(frozen=True, slots=True)
class ExportedMessage:
    """A message as exported.

    `sender` is as written but for direction marks and no-break spaces; `written_at` is the naive time of the exporting
    phone's clock, to the minute or second; `text` is without direction marks and without the exporter's own words, so
    it is the caption, often empty, where `media` is true; `count` says how many equal (sender, minute, text) came
    before; `attachment` is the file's name where the export names it.
    """

    sender: str
    written_at: datetime
    text: str
    media: bool
    count: int
    attachment: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """What an export holds, in the order of the file.

    `skipped` counts notices, deleted messages and lines before the first head. `ambiguous_order` is true where the
    dates read as well with the month first; they were then read with the day first. `media` tells the bytes of the
    files that come along in the zip, by the place of the message that names each.
    """

    messages: list[ExportedMessage]
    skipped: int
    day_first: bool
    ambiguous_order: bool
    media: Mapping[int, int] = field(default_factory=dict)


class _Block(NamedTuple):
    """A head with the lines under it: the body's first line begins at `head.end` of the line without marks."""

    head: Head
    lines: list[str]


def read_export(source: bytes, filename: str) -> Export:
    """Read a .txt or .zip that WhatsApp exported; 100,000 messages take a few seconds. Raises ExportError."""
    lines = open_text(source, filename).split("\n")
    blocks, skipped = _blocks(lines)
    if not blocks:
        raise ExportError("not_an_export")
    day_first, ambiguous = _order([block.head for block in blocks])
    messages: list[ExportedMessage] = []
    counts: Counter[tuple[str, datetime, str]] = Counter()
    for moment, block in _dated(blocks, day_first=day_first):
        message = _message(moment, block, counts)
        if message is None:
            skipped += 1
        else:
            messages.append(message)
    return Export(messages, skipped, day_first, ambiguous, _media(source, messages))


def _media(source: bytes, messages: list[ExportedMessage]) -> dict[int, int]:
    if not any(message.attachment for message in messages):
        return {}
    with opened_zip(io.BytesIO(source)) as archive:
        found = named_media(archive, messages) if archive else {}
    return {place: entry.file_size for place, entry in found.items()}


def _blocks(lines: Iterable[str]) -> tuple[list[_Block], int]:
    """Return the blocks and how many lines came before the first.

    One phone writes one style: in a file of dashes a bracketed line is a message somebody pasted into his own, and the
    other way round, so only heads of the first one's style are heads.
    """
    blocks: list[_Block] = []
    before = 0
    for line in lines:
        head = read_head(line)
        if head and (not blocks or head.bracket == blocks[0].head.bracket) and _has_a_date(head):
            blocks.append(_Block(head, [line]))
        elif blocks:
            blocks[-1].lines.append(line)
        elif line.strip():
            before += 1
    return blocks, before


def _has_a_date(head: Head) -> bool:
    return head.moment(day_first=True) is not None or head.moment(day_first=False) is not None


def _order(heads: list[Head]) -> tuple[bool, bool]:
    """Return (day first, ambiguous) from the data: impossible dates first, then which reading goes back in time less.

    A year that stands first leaves no doubt about what follows it.
    """
    if heads[0].year_first:
        return False, False
    day_cost, month_cost = (_cost(heads, day_first=day_first) for day_first in (True, False))
    if day_cost != month_cost:
        return day_cost < month_cost, False
    return True, any(head.first != head.second for head in heads)


def _cost(heads: list[Head], *, day_first: bool) -> tuple[int, int]:
    """Return how many days are impossible, and how often the file goes back by more than a day, in one reading.

    Phones whose clocks differ by minutes leave small steps back in true exports; those say nothing.
    """
    impossible = back = 0
    latest: datetime | None = None
    seen: tuple[int, int, int] | None = None
    for head in heads:
        if (date := (head.first, head.second, head.third)) == seen:
            continue
        seen = date
        moment = head.moment(day_first=day_first)
        if moment is None:
            impossible += 1
            continue
        back += latest is not None and latest - moment > timedelta(days=1)
        latest = moment
    return impossible, back


def _dated(blocks: Iterable[_Block], *, day_first: bool) -> Iterator[tuple[datetime, _Block]]:
    """Yield each block with its time; one with a date that is none in this order belongs to the body above it."""
    last: tuple[datetime, _Block] | None = None
    for block in blocks:
        moment = block.head.moment(day_first=day_first)
        if moment is not None:
            if last:
                yield last
            last = (moment, block)
        elif last:
            last[1].lines.extend(block.lines)
    if last:
        yield last


def _message(moment: datetime, block: _Block, counts: Counter[tuple[str, datetime, str]]) -> ExportedMessage | None:
    """Return the block's message; None for a notice, a deletion and a message with nothing in it."""
    first, *others = block.lines
    opening = without_marks(first)[block.head.end :]
    sender, colon, _ = opening.partition(":")
    raw_body = "\n".join([first[position_with_marks(first, block.head.end + len(sender) + 1) :], *others])
    sender = " ".join(sender.split())
    if not colon or not sender or len(sender) > _LONGEST_SENDER or wording.is_notice_with_colon(sender):
        return None
    text = wording.without_edit_mark(without_marks(raw_body).strip())
    own_words = _own_words(raw_body) if block.head.bracket else ""
    split = wording.split_media(text, own_words)
    if split is None and (not text or wording.is_own_text(text, marked=own_words == text)):
        return None
    caption, attachment = split or (text, "")
    key = (sender, moment.replace(second=0), caption)
    counts[key] += 1
    return ExportedMessage(sender, moment, caption, split is not None, counts[key] - 1, attachment)


def _own_words(raw_body: str) -> str:
    """Return the tail that the exporter marked as its own words, without marks; empty where it marked nothing."""
    start = max(raw_body.rfind(mark) for mark in _OWN_WORDS_MARKS)
    if start >= 0 and raw_body.lstrip().startswith(_OWN_WORDS_MARKS) and "\n" not in raw_body.strip():
        start = 0
    return without_marks(raw_body[start:]).strip() if start >= 0 else ""

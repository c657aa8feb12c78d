"""Conversations as written in exchanges/*.txt: who says what to whom. exchanges/README.md tells the format."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "exchanges"
SPEECH = re.compile(r"(\w+)(?:\s*(>{1,2})\s*(\w+))?:\s*(.*)")
LETTING = re.compile(r"(\w+)\s*=\s*(\S+)")


@dataclass
class Line:
    """Something said. `answers` is the speaker whose last line is quoted, or in whose thread it is said (`is_beside`);
    `pause` waits before it ("2h", "1d").
    """

    speaker: str
    body: str
    answers: str = ""
    pause: str = ""
    reactions: list[tuple[str, int]] = field(default_factory=list)
    edited: str = ""
    seen_by: list[str] = field(default_factory=list)
    is_deleted: bool = False
    is_beside: bool = False
    title: str = ""


@dataclass
class Exchange:
    """A conversation for rooms of one of these tags; `quantities` are formulas of numbers, in order."""

    name: str
    tags: frozenset[str]
    quantities: list[tuple[str, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def speakers(self) -> list[str]:
        return list(dict.fromkeys(line.speaker for line in self.lines))


class ScriptError(ValueError):
    """A line of an exchange that cannot be read; says which."""


@cache
def exchanges() -> tuple[Exchange, ...]:
    """Every conversation of the folder, in the order of files and lines."""
    found: list[Exchange] = []
    for path in sorted(FOLDER.glob("*.txt")):
        found += read_exchanges(path.read_text(encoding="utf-8"), path.stem)
    return tuple(found)


def read_exchanges(text: str, name: str) -> list[Exchange]:
    found: list[Exchange] = []
    pause = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("== "):
            found.append(Exchange(f"{name}:{number}", frozenset(line[3:].split())))
        elif line.startswith("~ "):
            pause = line[2:].strip()
        elif line.strip() and not line.startswith("#"):
            if not found:
                raise ScriptError(f"{name}:{number} stands before the first conversation")
            read_line(found[-1], line, pause, f"{name}:{number}")
            pause = ""
    return found


def read_line(exchange: Exchange, line: str, pause: str, where: str) -> None:
    if line.startswith("let "):
        exchange.quantities += LETTING.findall(line[4:])
    elif speech := SPEECH.fullmatch(line):
        speaker, sign, answers, body = speech.groups()
        exchange.lines.append(Line(speaker, body, answers or "", pause, is_beside=sign == ">>"))
    elif exchange.lines:
        read_addition(exchange.lines[-1], line, where)
    else:
        raise ScriptError(f"{where} is not understood: {line}")


def read_addition(said: Line, line: str, where: str) -> None:
    """What belongs to the line above: more text, reactions, an edit, its thread's title, who has read it, its end."""
    sign, _, rest = line.partition(" ")
    if sign == "|":
        said.body += "\n" + rest
    elif sign == "+":
        emoji, _, times = rest.partition("*")
        said.reactions.append((emoji, int(times or 1)))
    elif sign == "edit":
        said.edited = rest
    elif sign == "title":
        said.title = rest
    elif sign == "seen":
        said.seen_by += rest.split()
    elif sign == "delete":
        said.is_deleted = True
    else:
        raise ScriptError(f"{where} is not understood: {line}")

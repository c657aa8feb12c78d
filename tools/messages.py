"""The strings people see, from the source into locale/*.po and on to .mo, without GNU gettext on the machine.

`compile FILE…` writes the .mo beside each .po; `update` brings new strings in and takes unused ones out; `check` fails
when a string is missing, untranslated, fuzzy, or names a placeholder its original does not have.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

NOT_OURS = {".venv", ".node", "node_modules", "static", "data", "tests", "tools", "bench", "dist", "migrations"}
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}")
FUNCTIONS: dict[str, tuple[int | tuple[int, str], ...] | None] = {"_": None, "gettext": None, "gettext_noop": None}
FUNCTIONS |= {"ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
FUNCTIONS |= {f"{name}_lazy": arguments for name, arguments in FUNCTIONS.items() if name not in ("_", "gettext_noop")}


def sources() -> Iterator[tuple[Path, str, str]]:
    """Every file with strings: its path, how to read it, and its text as that reader understands it."""
    for path in sorted(Path().rglob("*")):
        if NOT_OURS.isdisjoint(path.parts) and path.suffix in (".py", ".html", ".txt", ".ts") and path.is_file():
            if path.suffix == ".py":
                yield path, "python", path.read_text()
            elif path.suffix == ".ts" and not path.name.endswith(".test.ts"):
                yield path, "javascript", path.read_text()
            elif "templates" in path.parts:
                # Django turns a template into calls of gettext between blanked-out words; Python refuses the indents.
                calls = templatize(path.read_text(), origin=str(path))
                yield path, "python", "\n".join(line.strip() for line in calls.splitlines())


def strings_in_source() -> Catalog:
    """Every string that is wrapped for translation, with the files it stands in."""
    found = Catalog()
    for path, method, text in sources():
        for _line, words, notes, context in extract(
            method, io.BytesIO(text.encode()), FUNCTIONS, ["Translators"], {"encoding": "utf-8"}
        ):
            # No line numbers: they would change the file with every edit of a page.
            found.add(words, locations=[(str(path), 0)], auto_comments=notes, context=context)
    return found


def catalogs() -> Iterator[tuple[Path, Catalog]]:
    """Each .po of the house with what it holds."""
    for path in sorted(Path("locale").glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=path.parts[1])


def compile_catalog(path: Path) -> None:
    """Write the .mo beside a .po; fuzzy entries stay out."""
    with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
        write_mo(target, read_po(source, locale=path.parts[-3]))


def update() -> None:
    """Bring every .po up to the source; what was never translated stands there empty."""
    source = strings_in_source()
    for path, catalog in catalogs():
        catalog.update(source, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
        with path.open("wb") as file:
            write_po(file, catalog, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)


def fault(wanted: Message, translated: Message | None) -> str | None:
    """What is wrong with the translation of a message, or None."""
    if translated is None:
        return "missing"
    versions = translated.string if isinstance(translated.string, (list, tuple)) else [translated.string]
    if not all(versions):
        return "untranslated"
    if translated.fuzzy:
        return "fuzzy"
    known = set(PLACEHOLDER.findall(" ".join(wanted.id) if wanted.pluralizable else str(wanted.id)))
    for version in versions:
        used = set(PLACEHOLDER.findall(str(version)))
        if used - known or (known - used and not wanted.pluralizable):
            return f"placeholders differ: {sorted(used ^ known)}"
    return None


def faults() -> Iterator[str]:
    """One line for each string that a person would see in the wrong language, or broken."""
    source = strings_in_source()
    for path, catalog in catalogs():
        for wanted in source:
            if wanted.id and (wrong := fault(wanted, catalog.get(wanted.id, wanted.context))):
                yield f"{path}: {wrong}: {wanted.id!r} ({wanted.locations[0][0]})"


def main(task: str, paths: list[str]) -> int:
    """Do one of the three tasks; 1 when a check found a fault."""
    settings.configure()
    if task == "compile":
        for path in paths:
            compile_catalog(Path(path))
    elif task == "update":
        update()
    else:
        found = list(faults())
        print("\n".join(found) or "Every string has its translation.")
        return int(bool(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check", sys.argv[2:]))

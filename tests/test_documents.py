"""What the documents say stands: files, make targets, commands, verbs, names, variables, dependencies."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name

import pytest
from django.core.management import get_commands

from journal.verbs import registered

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
APPS = (
    "journal",
    "accounts",
    "arabic",
    "organizations",
    "archives",
    "paper",
    "bots",
    "files",
    "chat",
    "needs",
    "meetings",
    "projects",
    "coordination",
    "legislation",
    "search",
    "notifications",
    "live",
    "demo",
    "config",
)
BUILT = ("static/", "frontend/dist/", "data/", "screenshots/")  # made by make, named by the documents
FILE = re.compile(r"^(?!/)[\w.@-]+(/[\w.@<>*-]+)*(/|\.(py|ts|md|html|css|po|json|toml|service|conf|env|in|txt))$")


def text_of(name: str) -> str:
    return (ROOT / name).read_text()


def spans(text: str) -> list[str]:
    """What stands between single backticks, and each line of the fenced blocks."""
    fenced = [line for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)) + fenced


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_there(name: str, folder: Path) -> bool:
    """A file or folder, from the root or from the document's own folder; what make builds counts as there."""
    if "<" in name or "*" in name or name.startswith(BUILT):
        return True
    return (ROOT / name).exists() or (folder / name).exists()


@pytest.mark.parametrize("document", DOCUMENTS, ids=names)
def test_files_named_in_backticks_exist(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(), flags=re.DOTALL)
    named = [span for span in re.findall(r"`([^`\n]+)`", text) if FILE.fullmatch(span)]
    assert [name for name in named if "/" in name and not is_there(name, document.parent)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=names)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", document.read_text()))
    inner = [link.split("#")[0] for link in links if "://" not in link and not link.startswith("#")]
    assert [link for link in inner if not (document.parent / link).exists()] == []


def make_targets() -> set[str]:
    makefile = text_of("Makefile")
    phony = {name for line in re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE) for name in line.split()}
    stamps = set(re.findall(r"^\w+ := ([\w/.]+)$", makefile, re.MULTILINE))
    return phony | stamps | {names(path.with_suffix(".mo")) for path in ROOT.glob("locale/*/LC_MESSAGES/*.po")}


@pytest.mark.parametrize("document", DOCUMENTS, ids=names)
def test_make_targets_exist(document: Path) -> None:
    called = [
        re.match(r"(?:.*&& )?(?:sudo -u \w+ )?make((?: [a-z][\w./-]*)+)", span) for span in spans(document.read_text())
    ]
    asked = {target for found in called if found for target in found.group(1).split()}
    assert asked - make_targets() == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=names)
def test_commands_exist(document: Path) -> None:
    called = [re.search(r"(?:manage\.py|deploy/manage) ([a-z]\w*)", span) for span in spans(document.read_text())]
    assert {found.group(1) for found in called if found} - set(get_commands()) == set()


# The words ------------------------------------------------------------------------------------------------------------
def rows(name: str, heading: str = "") -> Iterator[list[str]]:
    """The cells of every table row of a document, or of one section of it, headings and rulers left out."""
    text = text_of(name)
    part = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0] if heading else text
    for table in re.findall(r"(?:^\|.*\n)+", part, re.MULTILINE):
        for line in table.splitlines()[2:]:
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def verbs() -> set[str]:
    for app in APPS:
        if (ROOT / app / "actions.py").exists() or (ROOT / app / "actions").exists():
            import_module(f"{app}.actions")
    return {verb.name for verb in registered.values() if verb.app != "tests"}


def is_known(name: str) -> bool:
    """A verb, a file, a dotted name of ours, a model or a permission."""
    if name in verbs():
        return True
    if "/" in name:
        return (ROOT / name).exists()
    if name.partition(".")[0] in APPS:
        return is_importable(name)
    owners = (
        "accounts.models",
        "accounts.permissions",
        "organizations.models",
        "chat.models",
        "needs.models",
        "meetings.models",
        "projects.models",
        "coordination.models",
        "legislation.models",
        "search.models",
    )
    return any(is_importable(f"{owner}.{name}") for owner in owners)


def is_importable(name: str) -> bool:
    """A module, what stands in one, or an attribute of that."""
    try:
        resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def test_concepts_name_what_is_in_the_code() -> None:
    named = [name for row in rows("docs/concepts.md") for name in re.findall(r"`([^`]+)`", row[-1])]
    assert len(named) > 80
    assert [name for name in named if not is_known(name)] == []


def test_concepts_have_their_arabic() -> None:
    public = text_of("docs/concepts.md").split("\n## Inside\n")[0]
    missing = [row[0] for row in rows("docs/concepts.md") if row[0] in public and not re.search(r"[ء-ي]", row[1])]
    inside = {row[0] for row in rows("docs/concepts.md", "Inside")}
    assert set(missing) - inside == set()


def test_every_verb_has_its_word() -> None:
    words = text_of("docs/concepts.md")
    assert len(verbs()) > 50
    assert sorted(name for name in verbs() if f"`{name}`" not in words) == []


# The house ------------------------------------------------------------------------------------------------------------
def test_the_tree_of_the_house_stands() -> None:
    tree = re.findall(r"^([\w.]+/?) {2,}\S", text_of("docs/house.md").split("```")[1], re.MULTILINE)
    assert len(tree) > 12
    assert [name for name in tree if not (ROOT / name).exists()] == []


def test_the_house_tells_of_every_folder() -> None:
    told = text_of("docs/house.md").split("```")[1]
    standing = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert {name for name in standing if f"\n{name}/" not in told} == set()


def test_add_a_verb_is_python_that_fits_the_code() -> None:
    blocks = re.findall(r"```python\n(.*?)```", text_of("docs/add-a-verb.md"), re.DOTALL)
    taken = [node for block in blocks for node in ast.walk(parsed(block)) if isinstance(node, ast.ImportFrom)]
    imported = [f"{node.module}.{alias.name}" for node in taken for alias in node.names]
    assert len(imported) > 12
    assert [name for name in imported if not is_importable(name)] == []


def parsed(block: str) -> ast.AST:
    """A block of a document: whole, or lines from within a class or a list."""
    try:
        return ast.parse(block)
    except IndentationError:
        first = len(block) - len(block.lstrip())
        inner = "\n".join(line[first:] for line in block.splitlines())
    try:
        return ast.parse(inner)
    except SyntaxError:
        return ast.parse("{" + inner + "}")


# Operating ------------------------------------------------------------------------------------------------------------
def read_variables(path: Path) -> Iterator[str]:
    """The names of the environment variables that a file reads."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and re.fullmatch(r"env\.\w+|os\.environ\.get|os\.getenv", ast.unparse(node.func)):
            asked = node.args[0] if node.args else None
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            asked = node.slice
        else:
            continue
        if isinstance(asked, ast.Constant):
            yield str(asked.value)


def test_operate_tells_every_variable_and_no_other() -> None:
    files = [path for folder in ("config/settings", "tools", "live", "demo") for path in (ROOT / folder).rglob("*.py")]
    told = {row[0].strip("`") for row in rows("docs/operate.md", "Variables")}
    assert told == {name for path in files for name in read_variables(path)}


def test_the_example_of_variables_names_known_ones() -> None:
    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", text_of("deploy/multaqa.env"), re.MULTILINE))
    assert named <= {row[0].strip("`") for row in rows("docs/operate.md", "Variables")}


def test_units_start_commands_that_exist() -> None:
    started = [re.findall(r"manage\.py (\w+)", path.read_text()) for path in (ROOT / "deploy").glob("*.service")]
    assert started
    assert {name for commands in started for name in commands} <= set(get_commands())


# Decisions, licence ---------------------------------------------------------------------------------------------------
def decisions() -> list[Path]:
    return sorted((ROOT / "docs/decisions").glob("*.md"))


def test_every_decision_has_a_number_of_its_own() -> None:
    """Gaps are no fault: numbers are given out before the decisions are written."""
    numbers = [int(path.name[:4]) for path in decisions()]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("decision", decisions(), ids=names)
def test_a_decision_is_short_and_complete(decision: Path) -> None:
    text = decision.read_text()
    assert text.count("\n") <= 40
    assert text.startswith(f"# {decision.name[:4]} ")
    assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences"))


def dependencies() -> set[str]:
    lines = [line for name in ("base", "dev", "node") for line in text_of(f"requirements/{name}.in").splitlines()]
    python = {re.split(r"[\[<>=~ ;]", line)[0] for line in lines if line and line[0].isalpha()}
    package = json.loads(text_of("package.json"))
    return python | set(package["dependencies"]) | set(package["devDependencies"])


def test_every_dependency_has_its_reason() -> None:
    told = set(re.findall(r"[\w@./-]*\w", text_of("docs/decisions/0007-dependencies.md")))
    assert len(dependencies()) > 40
    assert dependencies() - told == set()


def test_the_licence_is_whole() -> None:
    licence = text_of("LICENSE")
    assert licence.split("\n")[0].strip() == "GNU AFFERO GENERAL PUBLIC LICENSE"
    assert licence.rstrip().endswith("<https://www.gnu.org/licenses/>.")
    assert len(licence.encode()) == 34_523

"""The law of the house that no linter knows: HOUSE sections 1 to 4, 8, 9 and 11, read from the source itself."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

from tools.landed import digest_of, landed

ROOT = Path(__file__).resolve().parent.parent
NOT_APPS = {"tests", "tools", "bench"}
PACKAGES = sorted(init.parent.name for init in ROOT.glob("*/__init__.py"))
APPS = [name for name in PACKAGES if name not in NOT_APPS]
NAMELESS = {"common", "core", "utils", "util", "helpers", "helper", "services", "lib", "misc", "shared"}
MACHINERY = {"config", "journal", "live", "arabic", "paper"}  # a module per noun, whatever its name
PRIVATE_TO_AN_APP = {"views", "api", "forms", "urls", "tasks", "admin"}
WRITING = {
    "record",
    "save",
    "delete",
    "create",
    "update",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
}
FILE_LINES, FUNCTION_LINES = 400, 40
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    return list(ast.walk(tree_of(path)))


@cache
def python_files(*packages: str) -> list[Path]:
    """Every Python file of the packages, migrations excluded: Django writes those."""
    found = (path for package in packages for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)
    return sorted(found)


def islands() -> list[Path]:
    """Every TypeScript file of the front end."""
    return [path for path in (ROOT / "frontend").rglob("*.ts") if "dist" not in path.parts]


def nodes(kind: type[ast.AST] | tuple[type[ast.AST], ...], *packages: str) -> Iterator[tuple[str, Path, ast.AST]]:
    """Each node of a kind in the packages: where it stands as file:line, its file, itself."""
    for path in python_files(*packages):
        for node in nodes_of(path):
            if isinstance(node, kind):
                yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", path, node


def imported(node: ast.AST) -> list[str]:
    """The full names that an import statement brings in; empty for any other node."""
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def offered() -> Iterator[tuple[str, str, Function]]:
    """Every public function of an actions module: where it stands, its app, itself."""
    for app in APPS:
        for path in [*(ROOT / app).glob("actions.py"), *(ROOT / app).glob("actions/*.py")]:
            for node in tree_of(path).body:
                if isinstance(node, Function) and not node.name.startswith("_"):
                    yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", app, node


def is_verb(function: Function) -> bool:
    return any(ast.unparse(decorator) in ("verb", "verbs.verb") for decorator in function.decorator_list)


def verbs() -> Iterator[tuple[str, Function]]:
    """Every verb: where it stands, itself."""
    return ((where, function) for where, _, function in offered() if is_verb(function))


def writes(function: Function) -> bool:
    """Whether a function changes rows or writes an entry, as far as its own lines show."""
    called = {ast.unparse(node.func).rsplit(".", 1)[-1] for node in ast.walk(function) if isinstance(node, ast.Call)}
    return not called.isdisjoint(WRITING)


def used_actions(path: Path) -> set[tuple[str, str]]:
    """The functions that a file takes from actions modules, as (app, name), however it imports them."""
    app_of: dict[str, str] = {}
    used = set()
    for node in ast.walk(tree_of(path)):  # breadth first: imports come before the lines that use them
        if isinstance(node, ast.ImportFrom) and node.module:
            folders = node.module.split(".")
            for alias in node.names:
                if "actions" in (alias.name, *folders):
                    app_of[alias.asname or alias.name] = folders[0]
                    used.add((folders[0], alias.name))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in app_of:
            used.add((app_of[node.value.id], node.attr))
    return used


def test_no_folder_has_a_name_that_says_nothing() -> None:
    folders = [path for package in [*PACKAGES, "frontend"] for path in [ROOT / package, *(ROOT / package).rglob("*/")]]
    assert [str(path) for path in folders if path.name in NAMELESS] == []


def test_import_contracts_know_every_app() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = set(re.findall(r"\w+", " ".join(contracts["contracts"][0]["layers"])))
    assert set(contracts["root_packages"]) == set(APPS)
    assert set(APPS) <= layers


def test_no_import_hides_inside_a_function() -> None:
    late = [
        where
        for where, _, function in nodes((ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda), *APPS, "tools", "bench")
        for node in ast.walk(function)
        for name in imported(node)
        if name.split(".")[0] in PACKAGES
    ]
    assert late == []


def test_no_signals_and_no_generic_foreign_keys() -> None:
    forbidden = re.compile(r"django\.(core|dispatch|db\.models|contrib\.\w+)\.?(signals|receiver|Signal)|Generic\w*Key")
    imports = nodes((ast.Import, ast.ImportFrom), *APPS)
    found = [where for where, _, node in imports if any(forbidden.search(name) for name in imported(node))]
    # live/pages.py stands where Django's handler stood and must say, as that did, that a request begins.
    assert [where for where in found if not where.startswith("live/pages.py:")] == []
    names = nodes(ast.Attribute, *APPS)
    assert [where for where, _, node in names if re.fullmatch(r"receiver|Generic\w*Key", node.attr)] == []  # type: ignore[attr-defined]


def test_apps_do_not_reach_into_the_private_files_of_others() -> None:
    reaching = [
        f"{where} {name}"
        for where, path, node in nodes((ast.Import, ast.ImportFrom), *(set(APPS) - {"config"}))
        for name in imported(node)
        if (parts := name.split("."))[0] in set(APPS) - MACHINERY - {path.relative_to(ROOT).parts[0]}
        and parts[1:2]
        and parts[1] in PRIVATE_TO_AN_APP
    ]
    assert reaching == []


def test_writing_starts_with_a_verb() -> None:
    """What writes in an actions module is a verb, or serves the verbs of its app and nobody else."""
    inner = {(app, function.name) for _, app, function in offered() if writes(function) and not is_verb(function)}
    offences = [
        f"{path.relative_to(ROOT)} uses {app}.actions.{name}"
        for path in python_files(*APPS, "bench")
        for app, name in used_actions(path) & inner
        if path.relative_to(ROOT).parts[0] != app or "actions" not in (path.stem, path.parent.name)
    ]
    assert offences == []


def test_no_space_stands_before_a_dot() -> None:
    """It would be the space that is shown, and the dot would be lost (frontend/styles/parts.css)."""
    dot, lost = '<i class="between">', []
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        lost += [path.name for _ in re.findall(rf"\s{dot}", text)]
        before = re.findall(rf'include "([^"]+)" %}}{dot}', text)
        lost += [name for name in before if (ROOT / "templates" / name).read_text()[-1:].isspace()]
    assert lost == []


def test_the_door_of_a_folder_names_what_it_offers_once() -> None:
    """What a folder's __init__ imports is what it offers (pyproject.toml tells ruff and mypy)."""
    names = [(where, node.id) for where, path, node in nodes(ast.Name, *APPS) if path.name == "__init__.py"]  # type: ignore[attr-defined]
    assert [where for where, name in names if name == "__all__"] == []


def test_only_actions_hold_verbs() -> None:
    elsewhere = [
        where
        for where, path, function in nodes((ast.FunctionDef, ast.AsyncFunctionDef), *APPS)
        if is_verb(function)  # type: ignore[arg-type]
        and "actions" not in (path.stem, path.parent.name)
    ]
    assert elsewhere == []


def is_quiet_write(node: ast.AST) -> bool:
    """Does this call write rows? Told by its form: `.delete()`, `.save(update_fields=…)`, `.update(column=…)`,
    `objects.create(…)` and its like; saving a picture or updating a dictionary looks different.
    """
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    name, on = node.func.attr, ast.unparse(node.func.value)
    if name in ("save", "delete", "_raw_delete"):
        return not node.args and {each.arg for each in node.keywords} <= {"update_fields", "force_insert", "using"}
    if name == "update":
        return not node.args and bool(node.keywords)
    if name == "execute":
        return bool(re.search(r"\b(INSERT|UPDATE|DELETE)\b", ast.unparse(node)))
    return name in WRITING - {"record", "create"} or (name == "create" and on.endswith("objects"))


GRANTING = "permissions.py grants (HOUSE 2)"
WRITTEN_ASIDE = {
    "organizations/permissions/groups.py group_of": GRANTING,
    "organizations/places.py load": "reference data of a release, loaded by a migration and a command",
    "organizations/places.py load_sector": "likewise",
    "needs/catalogue.py load": "likewise",
    "needs/catalogue.py load_groups": "likewise",
    "projects/plans.py load": "likewise",
    "accounts/authentication.py note_use": "when a token was last used is no event: nobody does it to anything",
}


def test_nothing_is_written_outside_of_actions() -> None:
    """Verbs are the one door (HOUSE 5). Migrations, commands and the journal, which is the door itself, may write."""
    found = {
        f"{path.relative_to(ROOT)} {function.name}"  # type: ignore[attr-defined]
        for _, path, function in nodes((ast.FunctionDef, ast.AsyncFunctionDef), *(set(APPS) - {"journal"}))
        if not {"actions", "commands"} & {path.stem, *path.parts} and any(is_quiet_write(n) for n in ast.walk(function))
    }
    assert found == set(WRITTEN_ASIDE)


def test_no_query_names_a_table_of_another_app() -> None:
    """Raw SQL stands in the app that keeps the table."""
    tables = re.compile(rf"\b({'|'.join(APPS)})_[a-z]+\b")
    sql = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b")
    offences = [
        f"{where} {found}"
        for where, path, node in nodes(ast.Constant, *APPS)
        if isinstance(node.value, str) and sql.search(node.value)  # type: ignore[attr-defined]
        for found in tables.findall(node.value)  # type: ignore[attr-defined]
        if found != path.relative_to(ROOT).parts[0]
    ]
    assert offences == []


def test_verbs_take_keywords_and_the_actor_first() -> None:
    for where, function in verbs():
        given = function.args
        assert [*given.posonlyargs, *given.args, given.vararg] == [None], f"{where} takes positional arguments"
        assert given.kwonlyargs[:1], f"{where} takes no actor"
        assert given.kwonlyargs[0].arg == "actor", f"{where} takes {given.kwonlyargs[0].arg} before the actor"


def test_verbs_say_what_they_do() -> None:
    assert [where for where, function in verbs() if not ast.get_docstring(function)] == []


def test_every_verb_is_named_by_a_test() -> None:
    tested = {word for path in python_files("tests") for word in re.findall(r"\w+", path.read_text())}
    assert [where for where, function in verbs() if function.name not in tested] == []


def test_no_model_hides_effects_in_save() -> None:
    overridden = [
        where
        for where, path, function in nodes((ast.FunctionDef,), *APPS)
        if "models" in (path.stem, path.parent.name) and function.name in ("save", "delete")  # type: ignore[attr-defined]
    ]
    assert overridden == []


def test_no_anonymous_user_lies_in_the_database() -> None:
    assert settings.ANONYMOUS_USER_NAME is None


def page_patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """Every address, however deep it is included."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from page_patterns(entry)
        else:
            yield entry


def test_addresses_bear_the_names_of_their_views() -> None:
    ours = re.compile(rf"({'|'.join(APPS)})\.views(\.\w+)?")
    patterns = [pattern for pattern in page_patterns(get_resolver()) if ours.fullmatch(pattern.callback.__module__)]
    names = {pattern.callback.__name__: pattern.name for pattern in patterns}
    assert {view: name for view, name in names.items() if view != name} == {}


FORBIDDEN_MARKUP = {
    "a style attribute": re.compile(r"<[^<>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script in the page": re.compile(r"<script(?![^>]*\ssrc\s*=)", re.IGNORECASE),
    "a style in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "an evaluated htmx attribute": re.compile(r"\shx-(on|vals\s*=\s*['\"]js:)", re.IGNORECASE),
}


@pytest.mark.parametrize("what", FORBIDDEN_MARKUP)
def test_no_template_holds(what: str) -> None:
    templates = [*ROOT.glob("templates/**/*.html"), *(path for app in APPS for path in (ROOT / app).rglob("*.html"))]
    pages = ((path, re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", path.read_text(), flags=re.DOTALL)) for path in templates)
    assert [str(path) for path, page in pages if FORBIDDEN_MARKUP[what].search(page)] == []


def test_templates_take_what_is_there() -> None:
    taken = re.compile(r'{%-?\s*(?:include|extends)\s+"([^"]+)"')
    names = {name for path in ROOT.glob("templates/**/*.*") for name in taken.findall(path.read_text())}
    assert len(names) > 30
    for name in sorted(names):
        get_template(name)  # TemplateDoesNotExist names it


def test_no_island_writes_a_style_attribute() -> None:
    assert [str(path) for path in islands() if re.search(r"<[^<>]*\sstyle=[\"'$]", path.read_text())] == []


def test_no_file_is_too_long() -> None:
    sources = [
        *python_files(*PACKAGES),
        *(path for path in (ROOT / "frontend").rglob("*.ts") if "dist" not in path.parts),
    ]
    lengths = {str(path.relative_to(ROOT)): path.read_text().count("\n") for path in sources}
    assert {path: lines for path, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_is_too_long() -> None:
    functions = nodes((ast.FunctionDef, ast.AsyncFunctionDef), *PACKAGES)
    lengths = {f"{where} {node.name}": (node.end_lineno or 0) - node.lineno + 1 for where, _, node in functions}  # type: ignore[attr-defined]
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}


def test_no_migration_that_landed_was_edited() -> None:
    """Some database has run it as it was. A mistake in one is mended by the next (tools/landed.py)."""
    kept = landed()
    assert len(kept) >= 7
    assert {path for path, digest in kept.items() if digest_of(path) != digest} == set()


def test_lock_files_name_no_host() -> None:
    python = [path.name for path in ROOT.glob("requirements/*.txt") if "://" in path.read_text()]
    locked = ROOT / "package-lock.json"
    packages = json.loads(locked.read_text())["packages"] if locked.exists() else {}
    assert python == []
    assert [name for name, package in packages.items() if "://" in package.get("resolved", "")] == []

"""The house keeps its floors: imports go down, heavy libraries wait, modules stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "extract" / "ratebook"

FLOORS: dict[str, int] = {
    name: height
    for height, names in enumerate(
        (
            "errors version",
            "model",
            "reading records",
            "rules",
            "forms",
            "proof",
            "pipeline",
            "book",
            "store golden audit noise export review draft",
            "cli",
        )
    )
    for name in names.split()
}
"""Package to height. Reading and records stand side by side; so do the outer rooms."""

ROOMS = frozenset(("store", "golden", "audit", "noise", "export", "review", "draft"))
"""Outer rooms may use what is below; which of them may use another is said here."""
BETWEEN_ROOMS = {("audit", "noise"), ("audit", "golden"), ("review", "store"), ("export", "store")}

HEAVY = {
    "pandas", "pymupdf", "onnxruntime", "rapidocr", "pdfplumber", "pikepdf", "pebble",
}  # fmt: skip
LIMIT = 400


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file imports, deferred, type-only and by name too, with the line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            named = node.args[0] if node.args else None
            if isinstance(named, ast.Constant):
                yield str(named.value), node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.module or "", node.lineno
            known = {name_of(p) for p in modules()}
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                if full.removeprefix("ratebook.") in known:
                    yield full, node.lineno


def own_imports(path: Path) -> list[tuple[str, int]]:
    """Imports of the package itself, without the package's name."""
    return [
        (name.removeprefix("ratebook."), line)
        for name, line in imports(path)
        if name.startswith("ratebook.")
    ]


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_down(path: Path) -> None:
    here = name_of(path).split(".")[0]
    if here in ("", "__main__"):
        return
    for name, line in own_imports(path):
        there = name.split(".")[0]
        assert there in FLOORS, f"{path}:{line}: {there} has no floor; add it to FLOORS"
        same = there == here
        between = here in ROOMS and there in ROOMS and (here, there) in BETWEEN_ROOMS
        down = FLOORS[there] < FLOORS[here]
        assert same or between or down, f"{path}:{line}: {here} imports {there}, a step up"


def test_nobody_imports_the_package_root() -> None:
    for path in modules():
        for name, line in imports(path):
            allowed = name_of(path).split(".")[0] == "cli"
            assert name != "ratebook" or allowed, f"{path}:{line}: imports the package root"


def test_the_root_waits_with_everything_but_the_version() -> None:
    now = [n.module for n in tree(SOURCE / "__init__.py").body if isinstance(n, ast.ImportFrom)]
    assert [name for name in now if name and name.startswith("ratebook")] == ["ratebook.version"]
    assert not [name for name, _ in own_imports(SOURCE / "__init__.py") if name.startswith("cli")]


def test_no_circle_of_modules() -> None:
    known = {name_of(path): path for path in modules()}
    uses = {
        name: {n for n, _ in own_imports(path) if n in known and n != name}
        for name, path in known.items()
    }
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join((*way[way.index(name) :], name))
        if name in done:
            return
        for other in sorted(uses[name]):
            visit(other, (*way, name))
        done.add(name)

    for name in uses:
        visit(name, ())


def heavy_users() -> dict[str, set[str]]:
    users: dict[str, set[str]] = {}
    for path in modules():
        for name, _ in imports(path):
            top = name.split(".")[0]
            if top in HEAVY:
                users.setdefault(top, set()).add(name_of(path))
    return users


@pytest.mark.parametrize("library", sorted(HEAVY))
def test_a_heavy_library_has_one_door_in_each_part(library: str) -> None:
    """Reading and the noise generator may each have a door of their own: they share no code."""
    users = heavy_users().get(library, set())
    parts: dict[str, set[str]] = {}
    for user in users:
        parts.setdefault(user.split(".")[0], set()).add(user)
    for part, doors in parts.items():
        assert len(doors) == 1, f"{library} is imported by {sorted(doors)} of {part}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_heavy_libraries_are_imported_when_needed(path: Path) -> None:
    for node in tree(path).body:
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            assert name.split(".")[0] not in HEAVY, f"{path}:{node.lineno}: {name} at import time"


def test_help_loads_nothing_heavy() -> None:
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ratebook", "--help"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in run.stderr.splitlines()}
    assert not loaded & (HEAVY | {"numpy", "cv2", "pyarrow", "openpyxl"})


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_modules_stay_small(path: Path) -> None:
    count = len(path.read_text(encoding="utf-8").splitlines())
    assert count <= LIMIT, f"{path} has {count} lines"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_modules_and_public_things_say_what_they_are(path: Path) -> None:
    module = tree(path)
    if not module.body:
        return
    assert ast.get_docstring(module), f"{path} has no docstring"
    for node in module.body:
        public = isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
        if public:
            assert ast.get_docstring(node), f"{path}:{node.lineno}: {node.name} has no docstring"

"""Wheel, sdist and editable install all work and all find the rules."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from command import ROOT
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

RULES = {p.relative_to(ROOT / "rules").as_posix() for p in (ROOT / "rules").rglob("*.toml")}
FORMS = {name.removeprefix("forms/").removesuffix(".toml") for name in RULES if "forms/" in name}


def forms_of(folder: Path, work: Path) -> str:
    """What `python -m ratebook forms` prints with the package of this folder and no other."""
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import ratebook, pathlib;"
        "from ratebook.cli.main import main;"
        "print(pathlib.Path(ratebook.__file__).parent); sys.exit(main(sys.argv[1:]))"
    )
    environment = {k: v for k, v in os.environ.items() if k not in ("RATEBOOK_RULES", "PYTHONPATH")}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(folder), "forms"],
        cwd=work, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    head, _, listed = done.stdout.partition("\n")
    assert Path(head) == folder / "ratebook", "another copy of the package was imported"
    return listed


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(target), versions=["standard"])))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sdist")
    archive = Path(next(SdistBuilder(str(ROOT)).build(directory=str(target))))
    with tarfile.open(archive) as packed:
        packed.extractall(target / "out", filter="data")
    (unpacked,) = (target / "out").iterdir()
    return unpacked


def test_the_wheel_holds_the_rules_the_licence_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    assert {f"ratebook/_rules/{name}" for name in RULES} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"ratebook"}


def test_an_installed_wheel_finds_its_rules(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(site), str(wheel)], check=True, timeout=120)
    listed = forms_of(site, tmp_path)
    assert all(name in listed for name in FORMS)
    assert (site / "ratebook" / "py.typed").exists()


def test_the_sdist_holds_all_it_takes_to_build_and_test(sdist: Path) -> None:
    rules = sdist / "rules"
    assert {p.relative_to(rules).as_posix() for p in rules.rglob("*.toml")} == RULES
    for needed in ("README.md", "LICENSE", "pyproject.toml", "corpus", "tests", "docs"):
        assert (sdist / needed).exists(), needed


def test_a_wheel_made_of_the_sdist_is_the_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    again = next(WheelBuilder(str(sdist)).build(directory=str(tmp_path), versions=["standard"]))
    with zipfile.ZipFile(again) as one, zipfile.ZipFile(wheel) as other:
        assert set(one.namelist()) == set(other.namelist())


def test_an_editable_install_finds_the_rules_of_the_checkout(tmp_path: Path) -> None:
    builder = WheelBuilder(str(ROOT))
    made = Path(next(builder.build(directory=str(tmp_path), versions=["editable"])))
    with zipfile.ZipFile(made) as packed:
        (pth,) = (n for n in packed.namelist() if n.endswith(".pth"))
        paths = packed.read(pth).decode().split()
    assert paths == [str(ROOT / "extract")]
    listed = forms_of(Path(paths[0]), tmp_path)
    assert all(name in listed for name in FORMS)


def test_the_licence_is_the_whole_agpl() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text.splitlines()[0]
    assert "13. Remote Network Interaction" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_every_package_the_program_imports_is_a_dependency() -> None:
    import re
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = {re.split(r"[<>=!~ ]", d)[0].lower() for d in project["dependencies"]}
    imported = set[str]()
    for file in (ROOT / "extract").rglob("*.py"):
        for pattern in (r"^\s*(?:import|from) (\w+)", r"import_module\(\s*\"(\w+)\""):
            imported |= set(re.findall(pattern, file.read_text(), re.MULTILINE))
    known = {"cv2": "opencv-python-headless", "PIL": "pillow"}
    foreign = imported - set(sys.stdlib_module_names) - {"ratebook"}
    assert {known.get(name, name).lower() for name in foreign} <= named

"""``goodword source new`` writes a package whose tests pass as written."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from sources.kit.scaffold import TEMPLATE, next_steps, scaffold

ROOT = Path(__file__).parents[3]


def test_the_tests_of_a_new_source_pass_as_written(tmp_path: Path) -> None:
    written = scaffold("city_guide", tmp_path)
    folder = tmp_path / "goodword-source-city-guide"
    assert folder / "tests" / "test_city_guide.py" in written
    quiet = ("-p", "no:cacheprovider", "-p", "no:asyncio")
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-q", *quiet, "--rootdir", str(folder)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout


def test_nothing_of_the_template_shop_is_left(tmp_path: Path) -> None:
    for path in scaffold("city_guide", tmp_path):
        assert "bakery" not in str(path.relative_to(tmp_path)).lower()
        assert "bakery" not in path.read_text(encoding="utf-8").lower(), path.name


def test_the_new_package_announces_its_source(tmp_path: Path) -> None:
    scaffold("city_guide", tmp_path)
    project = tmp_path / "goodword-source-city-guide" / "pyproject.toml"
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    assert table["name"] == "goodword-source-city-guide"
    assert table["entry-points"]["goodword.sources"] == {
        "city_guide": "goodword_source_city_guide:CityGuide"
    }


def test_every_file_of_the_template_is_copied_and_nothing_else(tmp_path: Path) -> None:
    originals = [path for path in TEMPLATE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    written = scaffold("city_guide", tmp_path)
    assert len(written) == len(originals)
    assert sorted(written) == sorted(path for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "name",
    [
        "", "x", "City", "city-guide", "1st", "class", "../evil", "a b", "häuser", "x" * 40,
        "feed", "schemaorg", "json", "http", "goodword",
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_used_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(ConfigError):
        scaffold(name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_nearly_right_comes_back_corrected(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match='"city_guide"'):
        scaffold("City-Guide", tmp_path)


def test_a_word_of_pythons_own_is_not_proposed_again(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        scaffold("class", tmp_path)
    assert "Try" not in refused.value.message


def test_what_is_there_already_is_never_overwritten(tmp_path: Path) -> None:
    written = scaffold("city_guide", tmp_path)
    written[0].write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="exists already"):
        scaffold("city_guide", tmp_path)
    assert written[0].read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="Cannot write"):
        scaffold("city_guide", blocker)


def test_the_next_steps_name_the_new_folder() -> None:
    assert "cd goodword-source-city-guide" in next_steps("city_guide")

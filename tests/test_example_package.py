"""The example of a third-party source: installed as a stranger would, used without a change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "examples" / "goodword-source-guestbook"


def run(*command: str, env: Mapping[str, str], cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, *command], env=env, cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """An environment in which the example is installed beside goodword."""
    target = tmp_path_factory.mktemp("site-packages")
    pip = ("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation")
    run(*pip, "--target", str(target), str(EXAMPLE), env=os.environ, cwd=target)
    path = os.pathsep.join([str(target), str(Path(__file__).parents[1])])
    return os.environ | {"PYTHONPATH": path}


GOODWORD = ("-c", "from monitor.cli import main; main()")


def test_goodword_finds_it(installed: Mapping[str, str], tmp_path: Path) -> None:
    listed = run(*GOODWORD, "source", "list", "--json", env=installed, cwd=tmp_path)
    (found,) = [row for row in json.loads(listed) if row["key"] == "guestbook"]
    assert found["package"] == "goodword-source-guestbook"
    assert found["trouble"] is None


def test_it_reads_a_saved_page(installed: Mapping[str, str], tmp_path: Path) -> None:
    page = str(EXAMPLE / "tests" / "cases" / "book.html")
    read = run(
        *GOODWORD, "source", "parse", "guestbook", page, "--json", env=installed, cwd=tmp_path
    )
    assert [item["id"] for item in json.loads(read)["items"]] == ["e3", "e2", "e1"]


def test_it_keeps_the_contract(installed: Mapping[str, str], tmp_path: Path) -> None:
    run(*GOODWORD, "source", "test", "guestbook", env=installed, cwd=tmp_path)
    run(
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        str(EXAMPLE / "tests"),
        env=installed,
        cwd=tmp_path,
    )

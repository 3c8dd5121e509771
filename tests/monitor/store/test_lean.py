"""Importing the store loads no more than it needs."""

from __future__ import annotations

import subprocess
import sys


def run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_the_store_does_not_load_numpy() -> None:
    assert run("import sys, monitor.store; print('numpy' in sys.modules)") == "False"


def test_numpy_can_still_be_loaded_afterwards() -> None:
    assert run("import monitor.store, numpy; print(numpy.arange(3).sum())") == "3"


def test_numpy_loaded_before_is_left_in_place() -> None:
    code = "import sys, numpy, monitor.store; print(sys.modules['numpy'] is numpy)"
    assert run(code) == "True"

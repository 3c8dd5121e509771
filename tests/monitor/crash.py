"""Real crashes: a forked child runs the engine and is killed before its n-th SQL statement."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from itertools import count
from typing import Any


def killed_before_statement(number: int, work: Callable[[], object], naming: str = "") -> bool:
    """Run ``work`` in a child that gets SIGKILL before SQL statement ``number``, from 1 on.

    Only statements that hold the word ``naming`` are counted. Returns whether it was killed;
    False means that ``work`` needs fewer statements.
    """
    child = os.fork()
    if child == 0:
        _work_and_vanish(number, work, naming)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0, "the work failed by itself"
    return False


def _work_and_vanish(number: int, work: Callable[[], object], naming: str) -> None:
    statements = count(1)

    def step(statement: str) -> None:
        if naming in statement and next(statements) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = sqlite3.connect

    def traced(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **kwargs)
        connection.set_trace_callback(step)
        return connection

    sqlite3.connect = traced  # type: ignore[assignment]
    code = 1
    try:
        work()
        code = 0
    finally:
        # Past pytest's own clean-up: this child must leave no trace but the database.
        os._exit(code)

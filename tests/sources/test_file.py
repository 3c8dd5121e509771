"""The file source: every kind of export, read to the letter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from monitor.source import Request, Response
from sources.file import File
from sources.testing import SourceContract

DATA = Path(__file__).parents[1] / "data" / "file"


class TestFile(SourceContract):
    """Every promise of a source, over an export of each kind."""

    adapter = File
    cases = DATA

    def response(self, case: Path) -> Response:
        address = f"file:///exports/{case.name}"
        return replace(super().response(case), request=Request(address), url=address)

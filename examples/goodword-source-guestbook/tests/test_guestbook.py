"""Proves the adapter: the contract of all sources, over saved pages."""

from __future__ import annotations

from pathlib import Path

from goodword_source_guestbook import Guestbook, GuestbookSettings
from pydantic import HttpUrl

from sources.testing import SourceContract

URL = "https://poarta.example/oaspeti"


class TestGuestbook(SourceContract):
    """Every promise a source makes, over the saved pages in ``cases``."""

    adapter = Guestbook
    cases = Path(__file__).parent / "cases"

    def source(self) -> Guestbook:
        """The source as an owner configures it."""
        return Guestbook(GuestbookSettings(url=HttpUrl(URL)))

    def entries(self, case: Path) -> int:
        """Counted without the adapter."""
        return case.read_text(encoding="utf-8").count("<article")

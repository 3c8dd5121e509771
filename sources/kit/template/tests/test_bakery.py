"""Proves the adapter: the contract of all sources, and what is special about this one."""

from __future__ import annotations

import json
from pathlib import Path

from goodword_source_bakery import Bakery, BakerySettings
from pydantic import HttpUrl, SecretStr

from sources.testing import SourceContract

URL = "https://bakery.example/api/shops/1/reviews"


class TestBakery(SourceContract):
    """Every promise a source makes, over the saved answers in ``cases``."""

    adapter = Bakery
    cases = Path(__file__).parent / "cases"
    secret = "not-a-real-token"  # noqa: S105 - shows that it is masked

    def source(self) -> Bakery:
        """The source as an owner configures it."""
        return Bakery(BakerySettings(url=HttpUrl(URL), token=SecretStr(self.secret)))

    def entries(self, case: Path) -> int:
        """Counted without the adapter."""
        return len(json.loads(case.read_text(encoding="utf-8"))["reviews"])

    def test_the_next_page_is_asked_for_with_the_same_token(self) -> None:
        page = self.source().parse(self.response(self.cases / "first_of_two.json"))
        assert page.next is not None
        assert page.next.params == {"page": "2"}
        assert page.next.headers == self.request().headers

from __future__ import annotations

import re

from docs import examples


def test_the_page_of_examples_is_what_the_composer_says() -> None:
    assert examples.PAGE.read_text(encoding="utf-8") == examples.page(), "run: make docs"


def test_there_are_sixty_drafts_in_nine_languages() -> None:
    assert sum(most for _, most in examples.LANGUAGES.values()) == 60
    assert len(re.findall(r"score \d", examples.page())) == 60

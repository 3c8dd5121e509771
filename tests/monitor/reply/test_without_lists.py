"""A language whose lists are not there costs its own drafts something, and no other's anything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.draft import Proposal, Route
from monitor.reply import hold, phrases, topics
from monitor.reply.compose import compose
from tests.monitor.reply.mentions import NOW, SHOP, mention

GERMAN = "Das Brot war verbrannt und die Bedienung unfreundlich."
FINNISH = "Leipä oli palanut ja palvelu töykeää."


def draft(text: str, lang: str) -> Proposal:
    return compose(mention(text, 1, lang=lang), SHOP, NOW)


def forget() -> None:
    topics.topics.cache_clear()
    phrases.phrases.cache_clear()
    hold._orders.cache_clear()


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the lists, read instead of the package's own."""
    room = Path(hold.__file__).parent
    for module, name in ((topics, "topics"), (phrases, "phrases")):
        shutil.copytree(room / name, tmp_path / name)
        monkeypatch.setattr(module, "_FOLDER", tmp_path / name)
    forget()
    yield tmp_path
    forget()


def test_without_words_to_know_topics_by_the_answer_is_general(lists: Path) -> None:
    finnish, german = draft(FINNISH, "fi"), draft(GERMAN, "de")
    (lists / "topics/de.toml").unlink()
    forget()
    assert draft(FINNISH, "fi") == finnish
    general = draft(GERMAN, "de")
    assert (general.lang, general.route) == ("de", Route.DRAFT)
    assert german.mentions
    assert not general.mentions


def test_without_sentences_the_answer_is_in_the_shops_language_and_says_so(lists: Path) -> None:
    finnish = draft(FINNISH, "fi")
    (lists / "phrases/de.toml").unlink()
    forget()
    assert draft(FINNISH, "fi") == finnish
    answered = draft(GERMAN, "de")
    assert answered.lang == "en"
    assert answered.note is not None
    assert "German" in answered.note


def test_what_is_grave_is_held_by_the_lists_of_the_others(lists: Path) -> None:
    for folder in ("topics", "phrases"):
        (lists / folder / "de.toml").unlink()
    forget()
    assert draft("Anaphylaxie, Krankenhaus, Diskriminierung und Salmonellen.", "de").route is (
        Route.HOLD
    )

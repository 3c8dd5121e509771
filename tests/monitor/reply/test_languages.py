"""Every language file is held to the same; docs/replies.md tells how they are written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from monitor.reply import pattern, topics
from monitor.reply.compose import must_be_rewritten
from monitor.reply.phrases import Part, Phrases, languages, phrases
from monitor.reply.review import Review
from monitor.reply.tone import lint
from monitor.reply.wording import filled
from monitor.verdict import Urgency

FOLDER = Path(topics.__file__).parent
SPOKEN = languages()
HEARD = topics.languages()

FIELDS: dict[str, set[str]] = {
    "contact": {"contact"},
    "detail": {"things"},
    "praise_about": {"things"},
    "complaint_about": {"things"},
    "mixed_thanks": {"things"},
    "mixed_about": {"things"},
    "granted": {"things"},
    "hint": {"things"},
    "regards": {"things"},
    "question": {"things"},
    "staff": {"staff"},
    "put_right": {"text"},
    "done": {"text"},
    "hours": {"text"},
    "policy": {"text"},
}
"""The fields that a part may have beside the name."""

NEEDED = {
    "contact": "contact",
    "detail": "things",
    "praise_about": "things",
    "complaint_about": "things",
    "mixed_thanks": "things",
    "mixed_about": "things",
    "granted": "things",
    "hint": "things",
    "regards": "things",
    "staff": "staff",
    "put_right": "text",
    "done": "text",
    "hours": "text",
    "policy": "text",
}
"""The field that every wording of a part must have."""

SAMPLE = {
    "name": "Ana",
    "contact": "hello@corner.example",
    "things": "it",
    "staff": "Nils",
    "text": "it",
    "shop": "Corner",
}
PROFILE = "Corner\nhello@corner.example\nNils"
OPENINGS = {"complaint_opening", "mixed_opening", "praise_opening", "neutral_opening"}
STARS_ONLY = {"complaint_question"}
WITH_STARS = {*OPENINGS, "complaint_question", "neutral_question"}
FEW = {"foreign", "hours", "policy", "put_right", "done", "complaint_question"}
"""Parts that are seldom said, and need fewer wordings."""


def sentences(says: Phrases) -> Iterator[tuple[str, str, bool]]:
    """Every wording, where it stands, and whether it is said to a complaint."""
    for part, choice in says.parts.items():
        kind = not part.startswith(("praise", "staff", "neutral", "hint", "mixed_thanks"))
        yield from ((f"parts.{part}", one, kind) for one in (*choice.text, *choice.stars))
    for name, pool in says.hold_sorry.items():
        yield from ((f"hold_sorry.{name}", one, True) for one in pool)
    for name, pool in says.flag.items():
        yield from ((f"flag.{name}", one, True) for one in pool)
    serious = says.hold_serious
    yield from (("hold_serious", one, True) for one in (*serious.text, *serious.plain))
    for name, topic in says.complaint.items():
        yield from ((f"complaint.{name}", one, True) for one in topic.says)
    for name, topic in says.praise.items():
        yield from ((f"praise.{name}", one, False) for one in topic.says)


@pytest.mark.parametrize("code", SPOKEN)
def test_no_part_and_no_topic_is_missing(code: str) -> None:
    says, known = phrases(code), topics.known()
    urgent = {one.value for one in Urgency} - {"none"}
    assert set(get_args(Part)) == set(says.parts)
    assert set(known.complaint) == set(says.complaint)
    assert set(known.praise) == set(says.praise)
    assert set(says.hold_sorry) == urgent
    assert set(says.flag) == {"abuse", "spam", "wrong_business"}
    nameless = {name for name, topic in says.complaint.items() if topic.subject is None}
    assert nameless <= {"recurring", "upset"}


@pytest.mark.parametrize("code", SPOKEN)
def test_what_is_said_can_be_heard_in_the_same_language(code: str) -> None:
    heard, known = topics.topics(code), topics.known()
    assert set(heard.complaint) == set(known.complaint)
    assert set(heard.praise) == set(known.praise)
    assert set(heard.figures) == {"money", "duration", "clock"}
    assert heard.nots is not None
    assert heard.turns is not None
    assert heard.kind is not None
    assert heard.hoped is not None
    assert len(heard.things.names) >= 150
    assert {"legal", "illness", "injury", "allergy", "discrimination", "privacy"} <= set(
        heard.grave
    )


@pytest.mark.parametrize("code", SPOKEN)
def test_the_trades_are_those_of_english(code: str) -> None:
    def trades(of: str) -> set[str]:
        table = tomllib.loads((FOLDER / "topics" / f"{of}.toml").read_text(encoding="utf-8"))
        return {*table["things"], *table["trades"]}

    assert trades(code) <= trades("en")


@pytest.mark.parametrize("code", HEARD)
def test_every_topic_heard_is_one_that_there_is(code: str) -> None:
    heard, known = topics.topics(code), topics.known()
    assert set(heard.complaint) <= set(known.complaint)
    assert set(heard.praise) <= set(known.praise)


@pytest.mark.parametrize("code", HEARD)
def test_every_phrase_that_shows_a_topic_can_be_read(code: str) -> None:
    known = topics.topics(code)
    named = (known.complaint, known.praise, known.figures, known.grave, known.harm)
    held = (known.abuse, known.spam, known.injection)
    finders = [finder for table in (*named, *held) for finder in table.values()]
    for finder in (
        *finders,
        *filter(None, (known.turns, known.nots, known.nots_after, known.kind, known.hoped)),
    ):
        assert not finder.occurs("-", pattern.sentences("-"))


@pytest.mark.parametrize("code", SPOKEN)
def test_fields_stand_where_they_belong(code: str) -> None:
    says = phrases(code)
    for part, choice in says.parts.items():
        allowed = {"name", *FIELDS.get(part, ())}
        for sentence in (*choice.text, *choice.stars):
            used = set(re.findall(r"\{(\w+)\}", sentence))
            bare = re.sub(r"\[[^\]]*\]", "", sentence)
            assert used <= allowed, (part, sentence)
            assert "{name}" not in bare, (part, sentence)
            assert NEEDED.get(part, "") in bare, (part, sentence)
    for topic in (*says.complaint.values(), *says.praise.values()):
        assert not any("{" in sentence or "[" in sentence for sentence in topic.says)
    assert all("{things}" in one for one in says.hold_serious.text)
    assert not any("{" in one for one in says.hold_serious.plain)
    assert "{a}" in says.pair
    assert "{b}" in says.pair
    assert "{shop}" in says.sign
    assert "{amount}" in says.amount


@pytest.mark.parametrize("code", SPOKEN)
def test_no_bracket_or_field_is_left_over(code: str) -> None:
    for where, sentence, _ in sentences(phrases(code)):
        for fields in (SAMPLE, {**SAMPLE, "name": None}):
            text = filled(sentence, fields)
            assert text is not None, (where, sentence)
            marks = r",." if code == "fr" else r",.!?"
            assert not re.search(rf"[\[\]{{}}|]|  |\s[{marks}]|,,|,\.", text), (where, text)
            assert text[-1] in ".!?…", (where, text)


@pytest.mark.parametrize("code", SPOKEN)
def test_there_are_words_enough_for_thirty_drafts(code: str) -> None:
    says = phrases(code)
    for part, choice in says.parts.items():
        if part not in STARS_ONLY:
            assert len(choice.text) >= (2 if part in FEW else 4), part
        if part in WITH_STARS:
            assert len(choice.stars) >= 2, part
    for part, choice in says.parts.items():
        if part in OPENINGS - {"neutral_opening"}:
            assert len(choice.text) >= 10, part
    few = [name for name, topic in says.complaint.items() if len(topic.says) < 3]
    assert not few


@pytest.mark.parametrize("code", SPOKEN)
def test_sentences_are_short(code: str) -> None:
    says = phrases(code)
    for name, topic in says.complaint.items():
        assert all(3 <= len(one.split()) <= 20 for one in topic.says), name
    for name, topic in says.praise.items():
        assert all(len(one.split()) <= 13 for one in topic.says), name
    limits = {"praise_opening": 12, "praise_closing": 8, "contact": 16}
    for part, choice in says.parts.items():
        if part in limits:
            assert all(len(one.split()) <= limits[part] for one in choice.text), part


@pytest.mark.parametrize("code", SPOKEN)
def test_every_sentence_passes_the_linter(code: str) -> None:
    sore, glad = Review(1, "Hm.", "Ana"), Review(5, "Hm.", "Ana")
    wrong = []
    for where, sentence, complaint in sentences(phrases(code)):
        text = filled(sentence, SAMPLE)
        assert text is not None
        found = lint(text, lang=code, review=sore if complaint else glad, profile=PROFILE)
        if must_be_rewritten(found):
            wrong.append((where, text, [one.move for one in found]))
    assert not wrong


@pytest.mark.parametrize("code", SPOKEN)
def test_a_name_for_a_thing_contains_one_of_its_own_words(code: str) -> None:
    """A thing that is not found in its own name is a slip of the pen, or a translation of it."""
    heard = topics.topics(code).things
    lost = [name for name in heard.names if not heard(name)]
    assert len(lost) <= len(heard.names) / 4

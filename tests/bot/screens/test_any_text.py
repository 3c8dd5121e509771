"""Every screen, with anything at all in every field a stranger or a site can fill."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.batch import plan
from bot.commands import COMMANDS
from bot.screens.facts import KINDS
from bot.screens.happened import ORDER, STEP
from bot.screens.message import Verb
from bot.screens.promise import Step
from monitor.alert import AlertKind
from monitor.draft import Finding, Proposal, Route, Severity
from monitor.facts import Happened
from monitor.mention import Author, Item, OwnerReply, Rating, Translation
from monitor.promise import Commitment
from monitor.store.rows import SourceRow
from monitor.verdict import AspectFinding, Polarity, Sentiment, Urgency, Verdict
from tests.bot.shop import HOME, BakerShop, open_shop, review, shown

HOSTILE = (
    "a" + "\u0301" * 300,
    "\u202eevil\u202d\u2066",
    "</blockquote></b><pre><script>alert(1)</script>",
    "&lt;b&gt;&amp;amp;",
    "\ud83d half \udc00",
    "👩‍👩‍👧🇫🇮" * 40,
    "קראתי <b> שלום",
    "\x1b[2J\x00\x07",
    "{author} {0} %s",
    "\n\n\n \n",
    "😀" * 5_000,
    "&" * 5_000,
)
ANY_TEXT = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=()), max_size=60)
)
OWNERS_TEXT = ANY_TEXT.map(lambda text: text.encode(errors="ignore").decode())
"""What stands in the config file: anything that UTF-8 can hold."""
PERHAPS = st.none() | ANY_TEXT
RATINGS = st.none() | st.builds(
    Rating,
    st.floats(allow_nan=True),
    st.just(1.0) | st.floats(-9, 9),
    st.just(5.0) | st.floats(10, 99),
)


@st.composite
def items(draw: st.DrawFn, id: str) -> Item:  # noqa: A002 - the item's own name for it
    reply, translation = draw(PERHAPS), draw(PERHAPS)
    return replace(
        review(id),
        author=Author(draw(PERHAPS)),
        rating=draw(RATINGS),
        title=draw(PERHAPS),
        text=draw(PERHAPS),
        url=draw(PERHAPS),
        about=draw(PERHAPS),
        reply=None if reply is None else OwnerReply(reply),
        translation=None if translation is None else Translation(translation),
        truncated=draw(st.booleans()),
        unverified=draw(st.booleans()),
    )


VERDICTS = st.builds(
    Verdict,
    st.sampled_from(Sentiment),
    st.floats(-1, 1),
    st.just(0.5),
    aspects=st.lists(
        st.builds(AspectFinding, ANY_TEXT, st.sampled_from(Polarity), ANY_TEXT), max_size=9
    ).map(tuple),
    urgency=st.sampled_from(Urgency),
    reasons=st.lists(ANY_TEXT, max_size=5).map(tuple),
)
FINDINGS = st.builds(
    Finding,
    st.just("excuse"),
    st.sampled_from(Severity),
    st.integers(0, 9),
    st.integers(0, 99),
    ANY_TEXT,
    ANY_TEXT,
    PERHAPS,
)
PROPOSALS = st.builds(
    Proposal,
    ANY_TEXT,
    st.just("en"),
    st.sampled_from(Route),
    st.lists(FINDINGS, max_size=6).map(tuple),
    PERHAPS,
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def fill(bakery: BakerShop, data: st.DataObject) -> list[int]:
    """Three mentions, the last of them edited, and a source in trouble; all of it arbitrary."""
    titles = [SourceRow("site", "feed", data.draw(OWNERS_TEXT), None)]
    bakery.store.health.sync(titles, bakery.now)
    for _ in range(3):
        bakery.store.health.failed(
            "site", bakery.now, bakery.now, "Blocked", data.draw(ANY_TEXT), data.draw(ANY_TEXT)
        )
    numbers = [
        bakery.hear(
            data.draw(items(str(n))), data.draw(VERDICTS), place=data.draw(st.none() | OWNERS_TEXT)
        )
        for n in range(3)
    ]
    bakery.edit(numbers[-1], data.draw(items("2")), data.draw(VERDICTS))
    return numbers


@settings(max_examples=25)
@given(st.data())
def test_no_screen_breaks_whatever_people_write(folder: Path, data: st.DataObject) -> None:
    name = data.draw(OWNERS_TEXT.filter(str.strip))
    with open_shop(folder, shop={"name": name}) as bakery:
        numbers = fill(bakery, data)
        words = data.draw(ANY_TEXT)
        for command in COMMANDS.values():
            for message in command.run(bakery.store, bakery.config, bakery.now, words):
                shown(message)
        for number in numbers:
            for message in bakery.press(Verb.SHOW, number).messages:
                shown(message)
            proposal = data.draw(PROPOSALS)
            draft = bakery.store.drafts.add(
                number, bakery.mention(number).versions, proposal, bakery.now
            )
            for verb in (Verb.APPROVE, Verb.POSTED, Verb.DISCARD, Verb.DISCARD):
                replaced = bakery.press(verb, draft.id).replace
                assert replaced is not None
                shown(replaced)
            again = bakery.press(Verb.DRAFT, number)
            assert [shown(message) for message in again.messages]


@settings(max_examples=30)
@given(st.data())
def test_no_alert_breaks_whatever_people_write(folder: Path, data: st.DataObject) -> None:
    burst = data.draw(st.sampled_from((2, 50)))
    with open_shop(folder, alerts={"burst": burst}) as bakery:
        for number in fill(bakery, data):
            for kind in data.draw(st.sets(st.sampled_from((AlertKind.NEW, AlertKind.EDITED)))):
                bakery.tell(number, kind, urgent=data.draw(st.booleans()))
        bakery.tell_of_source("site", AlertKind.SOURCE_SICK)
        alerts = bakery.store.alerts.due(HOME, bakery.now)
        batches = plan(alerts, bakery.store, bakery.config, bakery.now)
        assert [shown(batch.message) for batch in batches]


@settings(max_examples=30)
@given(st.data())
def test_no_screen_breaks_whatever_the_owner_types(folder: Path, data: st.DataObject) -> None:
    with open_shop(folder) as bakery:
        number = bakery.hear(review(stars=2, text="The soup was cold."), data.draw(VERDICTS))
        bakery.press(Verb.WRITE, number)
        draft = bakery.store.drafts.latest(number)
        assert draft is not None
        bakery.press(Verb.EDIT, draft.id)
        typed = list(bakery.type(data.draw(ANY_TEXT)) or ())
        bakery.press(Verb.HAPPENED, number, STEP + ORDER.index(Happened.FIXED))
        typed += bakery.type(data.draw(ANY_TEXT)) or ()
        for place in range(len(KINDS)):
            bakery.press(Verb.ADD_FACT, 0, place)
            typed += bakery.type(data.draw(ANY_TEXT)) or ()
        latest = bakery.store.drafts.latest(number)
        assert latest is not None
        commitment = Commitment(data.draw(ANY_TEXT), 0, 1, data.draw(st.none() | st.dates()))
        (promise,) = bakery.store.promises.note(latest.id, number, [commitment], bakery.now)
        for step in Step:
            outcome = bakery.press(Verb.PROMISE, promise.id, step)
            typed += [*outcome.messages, *filter(None, [outcome.replace])]
        for name in ("facts", "promises", "week"):
            typed += COMMANDS[name].run(bakery.store, bakery.config, bakery.now, "")
        assert [shown(message) for message in typed]

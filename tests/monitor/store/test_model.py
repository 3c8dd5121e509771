"""Random histories beside a simple model: whatever happens, the store stays true."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from monitor.correction import Correction, Wording, still_holds
from monitor.mention import Item, OwnerReply, Rating, State, Status, Version
from monitor.store import Store
from monitor.store.encode import clean
from monitor.verdict import Sentiment, Urgency, Verdict
from tests.monitor.store.samples import (
    BAD,
    GOOD,
    HOUR,
    NOW,
    TODAY,
    edit,
    join,
    new,
    refresh,
    review,
)
from tests.monitor.store.truth import check, everything

WORDS = st.lists(st.sampled_from(("bread", "cake", "ёж", "\ud800")), max_size=3).map(" ".join)
RATINGS = st.sampled_from((None, Rating(1.0), Rating(4.3), Rating(5.0), Rating(9.0, 0.0, 10.0)))
VERDICTS = st.sampled_from((GOOD, BAD, replace(GOOD, sentiment=Sentiment.UNKNOWN)))
CORRECTIONS = st.builds(
    Correction,
    st.sampled_from((None, Sentiment.POSITIVE, Sentiment.MIXED)),
    st.sampled_from((None, Urgency.NONE, Urgency.ALLERGY)),
).filter(lambda said: said != Correction())
DAYS = st.integers(0, 3).map(lambda age: TODAY - timedelta(days=age))
STATES = st.sampled_from((State.VISIBLE, State.VISIBLE, State.PENDING, State.SPAM))
REPLIES = st.sampled_from((None, OwnerReply("Thanks"), OwnerReply("Gone", state=State.REMOVED)))
SOURCES = st.sampled_from(("site", "mail"))
PICK = st.integers(0, 3)


class Interrupted(Exception):
    """Something that breaks off a transaction."""


@dataclass
class Route:
    """One origin: what it last showed, and for how many listings it has been missing."""

    source: str
    id: str
    state: State
    misses: int = 0


@dataclass
class Remembered:
    """One mention as the model has it; the first of ``routes`` is the main one."""

    item: Item
    verdict: Verdict
    day: date
    place: str | None
    routes: list[Route]
    worded_at: datetime
    status: Status = Status.OPEN
    snoozed_until: datetime | None = None
    earlier: list[Version] = field(default_factory=list)
    correction: Correction | None = None

    def reworded(self, item: Item, verdict: Verdict) -> None:
        """Other words, read as ``verdict``: does the owner's word hold for them?"""
        before, now = (
            Wording(clean(each.words), None if each.rating is None else each.rating.stars, read)
            for each, read in ((self.item, self.verdict), (item, verdict))
        )
        if not still_holds(before, now):
            self.correction = None
        self.verdict = verdict

    @property
    def main(self) -> Route:
        return self.routes[0]

    def shown(self, route: Route, state: State) -> None:
        """The route was seen again: what it says of the state counts where that is news."""
        if route.state is not state or route.misses >= 2:
            self.item = replace(self.item, state=state)
        route.state, route.misses = state, 0

    def gone(self) -> bool:
        return all(route.misses >= 2 for route in self.routes)


class History(RuleBasedStateMachine):
    """Each rule does one thing to the store and the same to the model."""

    numbers: ClassVar[Bundle[int]] = Bundle("numbers")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "goodword.db"
        self.store = Store.open(self.path)
        self.model: dict[int, Remembered] = {}
        self.now = NOW
        self.ids = 0

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def next_id(self) -> str:
        self.ids += 1
        return str(self.ids)

    @initialize(target=numbers)
    def begin(self) -> int:
        """Every history has something to go on with."""
        return self.remember("site", None, review(self.next_id()), GOOD, TODAY)

    @rule(
        target=numbers,
        source=SOURCES,
        place=st.sampled_from((None, "Harbour")),
        text=WORDS,
        rating=RATINGS,
        verdict=VERDICTS,
        day=DAYS,
        state=STATES,
    )
    def add(
        self,
        source: str,
        place: str | None,
        text: str,
        rating: Rating | None,
        verdict: Verdict,
        day: date,
        state: State,
    ) -> int:
        item = review(self.next_id(), text=text, rating=rating, state=state)
        return self.remember(source, place, item, verdict, day)

    def remember(
        self, source: str, place: str | None, item: Item, verdict: Verdict, day: date
    ) -> int:
        (number,) = self.store.mentions.add(
            [new(item, source=source, verdict=verdict, place=place, day=day, at=self.now)]
        )
        route = Route(source, item.id, item.state)
        self.model[number] = Remembered(item, verdict, day, place, [route], self.now)
        return number

    @rule(number=numbers, text=WORDS, rating=RATINGS, verdict=VERDICTS, day=st.none() | DAYS)
    def edit(
        self, number: int, text: str, rating: Rating | None, verdict: Verdict, day: date | None
    ) -> None:
        self.now += HOUR
        known = self.model[number]
        item = replace(known.item, text=text, rating=rating, state=known.main.state)
        self.store.mentions.edit(
            [edit(number, item, source=known.main.source, verdict=verdict, day=day, at=self.now)]
        )
        if item.content_hash != known.item.content_hash:
            before = known.item
            wording = clean(before.text or "")
            known.earlier.append(
                Version(
                    len(known.earlier) + 1, before.title, wording, before.rating, known.worded_at
                )
            )
            known.reworded(item, verdict)
            known.item = replace(item, state=before.state)
            known.worded_at = self.now
            known.day = day or known.day
        known.shown(known.main, item.state)

    @rule(number=numbers, pick=PICK, state=STATES, reply=REPLIES)
    def refresh(self, number: int, pick: int, state: State, reply: OwnerReply | None) -> None:
        known = self.model[number]
        route = known.routes[pick % len(known.routes)]
        item = replace(known.item, id=route.id, state=state, reply=reply)
        self.store.mentions.refresh([refresh(number, item, source=route.source)])
        if route is not known.main:
            reply = self.better(known.item.reply, reply)
        known.item = replace(known.item, reply=reply)
        known.shown(route, state)

    @rule(number=numbers, source=SOURCES, state=STATES, reply=REPLIES)
    def join(self, number: int, source: str, state: State, reply: OwnerReply | None) -> None:
        known = self.model[number]
        item = review(self.next_id(), text="cut…", truncated=True, state=state, reply=reply)
        self.store.mentions.join([join(number, item, source=source)])
        known.routes.append(Route(source, item.id, state))
        known.item = replace(known.item, reply=self.better(known.item.reply, reply))
        if state is not State.VISIBLE:
            known.item = replace(known.item, state=state)

    @rule(number=numbers, source=SOURCES, text=WORDS, verdict=st.none() | VERDICTS, state=STATES)
    def complete(
        self, number: int, source: str, text: str, verdict: Verdict | None, state: State
    ) -> None:
        known = self.model[number]
        item = review(self.next_id(), text=f"whole {text}", state=state)
        self.store.mentions.join([join(number, item, source=source, verdict=verdict, replace=True)])
        known.routes.insert(0, Route(source, item.id, state))
        if verdict is not None:
            known.reworded(item, verdict)
        known.item = item

    @rule(number=numbers, said=CORRECTIONS)
    def correct(self, number: int, said: Correction) -> None:
        known = self.model[number]
        assert self.store.corrections.say(number, said, self.now)
        known.correction = said.over(known.correction)

    @rule(number=numbers)
    def take_back(self, number: int) -> None:
        known = self.model[number]
        had = known.correction is not None
        assert self.store.corrections.take_back(number, self.now) == had
        known.correction = None

    @rule(verdict=VERDICTS, engine=st.sampled_from(("test/1", "test/2")), batch=st.integers(1, 3))
    def relabel(self, verdict: Verdict, engine: str, batch: int) -> None:
        """Every mention that another engine read is read anew, once, in batches."""
        verdict = replace(verdict, engine=engine)
        stale = {n for n, known in self.model.items() if known.verdict.engine != engine}
        assert self.store.readings.count(engine, date.min) == len(stale)
        renewed, after = list[int](), 0
        while found := self.store.readings.stale(engine, date.min, after, batch):
            after = found[-1].number
            renewed += self.store.readings.renew([(mention, verdict) for mention in found])
        assert renewed == sorted(stale)
        for number in stale:
            self.model[number].verdict = verdict

    @rule(number=numbers, status=st.sampled_from(Status), hours=st.integers(1, 3))
    def set_status(self, number: int, status: Status, hours: int) -> None:
        known = self.model[number]
        until = self.now + hours * HOUR if status is Status.SNOOZED else None
        changed = (status, until) != (known.status, known.snoozed_until)
        assert self.store.mentions.set_status(number, status, self.now, until) == changed
        known.status, known.snoozed_until = status, until

    @rule()
    def wake(self) -> None:
        self.now += HOUR
        due = {
            number: known
            for number, known in self.model.items()
            if known.snoozed_until is not None and known.snoozed_until <= self.now
        }
        assert self.store.mentions.to_wake(self.now) == bool(due)
        assert self.store.mentions.wake(self.now) == sorted(due)
        for known in due.values():
            known.status, known.snoozed_until = Status.OPEN, None

    @rule(source=SOURCES, shown=st.sets(PICK))
    def miss(self, source: str, shown: set[int]) -> None:
        routes = [r for known in self.model.values() for r in known.routes if r.source == source]
        seen = {route.id for index, route in enumerate(routes) if index in shown}
        before = {number for number, known in self.model.items() if known.gone()}
        for route in routes:
            if route.id not in seen:
                route.misses = min(route.misses + 1, 2)
        removed = []
        for number, known in self.model.items():
            newly = known.gone() and number not in before
            if newly and known.item.state is not State.REMOVED:
                known.item = replace(known.item, state=State.REMOVED)
                removed.append(number)
        assert self.store.mentions.miss(source, seen) == sorted(removed)

    @rule(number=numbers, pick=PICK)
    def touch(self, number: int, pick: int) -> None:
        known = self.model[number]
        route = known.routes[pick % len(known.routes)]
        self.store.mentions.touch(route.source, [route.id])
        if known.item.state is State.REMOVED and route.misses >= 2:
            known.item = replace(known.item, state=route.state)
        route.misses = 0

    @rule(number=numbers, text=WORDS)
    def break_off(self, number: int, text: str) -> None:
        """A transaction that fails after its statements ran leaves no trace."""
        with suppress(Interrupted), self.store.transaction():
            self.store.mentions.add([new(review("never", text=text))])
            self.store.mentions.edit([edit(number, review("never", text=f"never {text}"))])
            self.store.mentions.set_status(number, Status.NOT_ABOUT_US, self.now)
            self.store.mentions.miss("site", [])
            raise Interrupted

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.path)

    @staticmethod
    def better(old: OwnerReply | None, other: OwnerReply | None) -> OwnerReply | None:
        """A further origin can add a reply, never take away one that stands."""
        standing = other is not None and other.state is State.VISIBLE
        return other if standing or old is None else old

    @invariant()
    def counts_and_search_index_agree_with_the_mentions(self) -> None:
        check(self.store, self.path)

    @invariant()
    def mentions_are_what_the_model_says(self) -> None:
        stored = {mention.number: mention for mention in everything(self.store)}
        assert set(stored) == set(self.model)
        for number, known in self.model.items():
            mention = stored[number]
            expected = replace(known.item, id=known.main.id, text=clean(known.item.text or ""))
            assert mention.item == expected
            assert mention.source == known.main.source
            said = known.correction
            verdict = known.verdict if said is None else said.applied(known.verdict)
            assert (mention.verdict, mention.correction) == (verdict, said)
            assert (mention.day, mention.place) == (known.day, known.place)
            assert (mention.status, mention.snoozed_until) == (known.status, known.snoozed_until)
            assert self.store.mentions.versions(number) == known.earlier
            assert mention.versions == len(known.earlier) + 1

    @invariant()
    def routes_are_what_the_model_says(self) -> None:
        for number, known in self.model.items():
            stored = {(o.source, o.item_id, o.misses) for o in self.store.mentions.origins(number)}
            assert stored == {(r.source, r.id, r.misses) for r in known.routes}


TestHistories = History.TestCase
TestHistories.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)

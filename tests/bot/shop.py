"""A small shop with a real store, to be filled by tests and asked by screens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from bot.actions import act
from bot.desk import TERMINAL, Desk, Outcome
from bot.screens.message import Action, Button, Message, Verb
from bot.typed import hear
from monitor.alert import Alert, AlertKind, NewAlert
from monitor.config import Config, from_table
from monitor.draft import Draft
from monitor.mention import Author, Item, Kind, Mention, OwnerReply, Precision, Rating, State
from monitor.store import Store
from monitor.store.rows import Edit, NewMention, Refresh, SourceRow
from monitor.verdict import Sentiment, Urgency, Verdict
from tests.fakes.botapi_text import parse, units

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""A Sunday, 14:00 in Helsinki."""
HOME = "telegram:1"

SCORES = {Sentiment.POSITIVE: 0.8, Sentiment.NEGATIVE: -0.8}


def verdict(sentiment: Sentiment = Sentiment.POSITIVE, urgency: Urgency = Urgency.NONE) -> Verdict:
    """A verdict as the engine would give one."""
    return Verdict(sentiment, SCORES.get(sentiment, 0.0), 0.9, lang="en", urgency=urgency)


def review(
    id: str = "1",  # noqa: A002 - the item's own name for it
    stars: float | None = 5,
    text: str | None = "Lovely bread.",
    *,
    ago: timedelta = timedelta(hours=2),
    author: str | None = "Anna",
    reply: str | None = None,
    url: str | None = "https://reviews.example/1",
) -> Item:
    """A review, written ``ago`` before NOW."""
    return Item(
        id=id,
        kind=Kind.REVIEW,
        author=Author(author),
        rating=None if stars is None else Rating(stars),
        text=text,
        published_at=NOW - ago,
        precision=Precision.INSTANT,
        url=url,
        reply=None if reply is None else OwnerReply(reply),
    )


class BakerShop:
    """A bakery in Helsinki with one source, "site"."""

    def __init__(self, store: Store, folder: Path, **tables: object) -> None:
        self.store = store
        raw: dict[str, object] = {
            "shop": {
                "name": "Leipomo Aino",
                "timezone": "Europe/Helsinki",
                "contact": "aino@leipomo.example",
            },
            "store": {"path": str(folder / "goodword.db")},
        }
        self.config: Config = from_table(raw | tables)
        self.now = NOW
        self.sources("site")

    def sources(self, *names: str) -> None:
        """Configure these sources, all read for the first time 200 days ago, and just now."""
        rows = [SourceRow(name, "schemaorg", f"The {name}", None) for name in names]
        self.store.health.sync(rows, NOW - timedelta(days=200))
        for name in names:
            for moment in (NOW - timedelta(days=200), NOW - timedelta(minutes=10)):
                self.read(name, moment, newest=moment)

    def read(self, name: str, at: datetime, newest: datetime | None = None) -> None:
        """``name`` was read at ``at``, and brought something new if ``newest`` says so."""
        self.store.health.succeeded(
            name,
            at,
            at + timedelta(minutes=30),
            None,
            baseline=True,
            newest=newest is not None,
            seen=1,
            matched=1,
            rejected=0,
            aggregate=None,
        )

    def hear(
        self,
        item: Item,
        judged: Verdict | None = None,
        *,
        place: str | None = None,
        source: str = "site",
    ) -> int:
        """Store ``item``; returns its number."""
        day = (item.published_at or NOW).astimezone(self.config.shop.zone).date()
        row = NewMention(source, item, judged or verdict(), place, day, NOW)
        return self.store.mentions.add([row])[0]

    def edit(self, number: int, item: Item, judged: Verdict | None = None) -> None:
        """The author of ``number`` changes it into ``item``."""
        day = (item.published_at or NOW).date()
        self.store.mentions.edit([Edit(number, "site", item, judged or verdict(), day, NOW)])

    def take_down(self, number: int, item: Item, state: State = State.REMOVED) -> None:
        """The site no longer shows ``number``."""
        from dataclasses import replace

        self.store.mentions.refresh([Refresh(number, "site", replace(item, state=state), NOW)])

    def mention(self, number: int) -> Mention:
        """What the store knows about ``number``."""
        found = self.store.mentions.get(number)
        assert found is not None
        return found

    def tell(
        self,
        number: int,
        kind: AlertKind = AlertKind.NEW,
        *,
        urgent: bool = False,
        at: datetime = NOW,
    ) -> None:
        """Put an alert about mention ``number`` into the outbox."""
        subject = f"mention:{number}:v{self.mention(number).versions}"
        self.store.alerts.enqueue(
            [NewAlert(kind, HOME, subject, mention=number, urgent=urgent)], at
        )

    def tell_of_source(self, name: str, kind: AlertKind, at: datetime = NOW) -> None:
        """Put an alert about a source into the outbox."""
        subject = f"source:{name}:{at.isoformat()}"
        self.store.alerts.enqueue([NewAlert(kind, HOME, subject, source=name)], at)

    def waiting(self) -> list[Alert]:
        """What is due to the owner's chat."""
        return self.store.alerts.due(HOME, self.now)

    def drafted(self, draft: Draft) -> Message:
        """The screen of ``draft`` as it stands."""
        return Desk(self.store, self.config, self.now).drafted(draft, self.mention(draft.mention))

    def type(self, text: str) -> tuple[Message, ...] | None:
        """Type ``text``; None where nothing was asked."""
        return hear(text, self.store, self.config, self.now, TERMINAL)

    def press(self, verb: Verb, number: int = 0, extra: int = 0) -> Outcome:
        """Press a button."""
        return act(Action(verb, number, extra), self.store, self.config, self.now)


@contextmanager
def open_shop(
    folder: Path, path: Path | Literal[":memory:"] = ":memory:", **tables: object
) -> Iterator[BakerShop]:
    """A shop of its own, closed in the end."""
    with Store.open(path) as store:
        yield BakerShop(store, folder, **tables)


def shown(message: Message) -> str:
    """What a reader sees; fails unless Telegram would take the message as it stands."""
    text = parse(message.html, "HTML")
    limit = 1024 if message.chart is not None else 4096
    assert text.strip()
    assert units(text) <= limit
    assert len(message.html.encode()) <= 32_768
    assert len(message.buttons) <= 12
    return text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))


def buttons(message: Message) -> dict[str, Button]:
    """The buttons by their labels."""
    return {button.label: button for row in message.buttons for button in row}

"""Messages in Telegram groups and channels where a bot of the owner's is a member.

The Bot API hands out what happened since the last question and forgets what was confirmed:
``offset`` in the next question confirms everything before it. The cursor is
``{"offset": next update, "moved": {old group: new group}}``; it is stored together with the
messages, so that a crash loses none: they are simply handed out again (for 24 hours).

This bot is another one than the bot that talks to the owner: two programs that ask for the
updates of one bot take them away from each other, and the bot would hear itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import SecretStr, field_validator

from monitor.capability import NeedsToken, ReadsRefusals, Token
from monitor.errors import (
    AuthExpired,
    NotConfigured,
    RateLimited,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Author, Item, Kind
from monitor.settings import Secret
from monitor.source import (
    Auth,
    Cursor,
    Edits,
    History,
    HttpSource,
    Json,
    Order,
    Page,
    Rejected,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.reading.dates import read_date
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.text import clean

API = "https://api.telegram.org"
LIMIT = 100
"""The most that the Bot API hands out at once."""
_KINDS = ("message", "edited_message", "channel_post", "edited_channel_post")
_LINK = "https://t.me"


class TelegramGroupSettings(SourceSettings):
    """``token`` of a bot that is used for nothing else.

    ``chats`` limits the source to these groups and channels, by number or by ``"@name"``; all
    in which the bot is a member when empty.
    """

    token: Secret
    chats: tuple[str, ...] = ()

    @field_validator("chats", mode="before")
    @classmethod
    def _as_text(cls, given: object) -> object:
        chats = given if isinstance(given, list | tuple) else (given,)
        return tuple(str(chat) if isinstance(chat, int) else chat for chat in chats)


class TelegramGroup(HttpSource, NeedsToken, ReadsRefusals):
    """What one bot hears in groups and channels. Messages to the bot itself are never kept."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="telegram_group",
        title="Telegram groups",
        summary="Messages in Telegram groups and channels where a bot of yours is a member.",
        kinds=frozenset({Kind.MENTION}),
        auth=Auth.KEY,
        order=Order.OLDEST_FIRST,
        history=History.LIVE_ONLY,
        edits=Edits.UPDATED_AT,
        terms=Terms(note="Tell the group's members that a bot reads along."),
        min_interval=timedelta(minutes=1),
        every=timedelta(minutes=5),
    )
    Settings: ClassVar[type[SourceSettings]] = TelegramGroupSettings
    settings: TelegramGroupSettings

    @classmethod
    def offline(cls, url: str | None = None) -> TelegramGroup:  # noqa: ARG003 - tells nothing
        return cls(TelegramGroupSettings(token=SecretStr("")))

    def request(self, cursor: Cursor | None) -> Request:
        known = dict(cursor or {})
        offset, moved = known.get("offset"), known.get("moved")
        params = {"limit": str(LIMIT), "timeout": "0", "allowed_updates": json.dumps(_KINDS)}
        if isinstance(offset, int):
            params["offset"] = str(offset)
        notes: dict[str, Json] = {"moved": moved if isinstance(moved, dict) else {}}
        # The token is part of the address, and joins it only on the way out.
        return Request(f"{API}/getUpdates", params=params, notes=notes, conditional=False)

    def parse(self, response: Response) -> Page:
        """The updates of one answer. Raises what the Bot API's own error calls for."""
        payload = read_json(response)
        if (error := _trouble(payload, response.received_at)) is not None:
            raise error
        if at(payload, "ok") is not True or not isinstance(at(payload, "result"), list):
            raise SchemaChanged("The answer is no list of Telegram updates.")
        updates = entries_at(payload, "result")
        moved = {**_moved(at(dict(response.request.notes), "moved")), **_moves(updates)}
        hearing = _Hearing(frozenset(self._chats(moved)), _names(updates), response.received_at)
        items: dict[str, Item] = {}
        rejected: list[Rejected] = []
        for update in updates:
            found = hearing.read(update)
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                items[found.id] = found  # an edit takes the place of what it edits
        numbers = [n for each in updates if isinstance(n := at(each, "update_id"), int)]
        asked = response.request.params.get("offset")
        offset = max(numbers) + 1 if numbers else int(asked) if asked is not None else None
        resume: Cursor = {"offset": offset, "moved": {**moved}}
        more = len(updates) >= LIMIT and numbers
        return Page(
            tuple(items.values()),
            tuple(rejected),
            next=self.request(resume) if more else None,
            resume=resume,
        )

    def _chats(self, moved: Mapping[str, str]) -> Iterator[str]:
        """The chats that are wanted, also under the numbers they have moved to."""
        for chat in self.settings.chats:
            wanted = chat.removeprefix("@").lower()
            yield wanted
            yield moved.get(wanted, wanted)

    def token(self, now: datetime) -> Token | Request:  # noqa: ARG002 - it does not run out
        return Token(self.settings.token.get_secret_value())

    def parse_token(self, response: Response) -> Token:  # noqa: ARG002 - never asked for
        raise AuthExpired("Telegram's bots have one token, made by @BotFather.")

    def authorised(self, request: Request, token: Token) -> Request:
        return replace(request, url=request.url.replace(API, f"{API}/bot{token.value}", 1))

    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:  # noqa: ARG002
        try:
            return _trouble(json.loads(body), None)
        except (ValueError, RecursionError):
            return None


@dataclass(frozen=True, slots=True)
class _Hearing:
    """Reads updates: which ``chats`` count (all when empty), and the public names met so far."""

    chats: frozenset[str]
    names: Mapping[str, str]
    now: datetime

    def read(self, update: Json) -> Item | Rejected:
        where = text_at(update, "update_id") or ""
        kind = next((kind for kind in _KINDS if isinstance(at(update, kind), dict)), None)
        if kind is None:
            return Rejected("an update that is no message", where)
        message = at(update, kind)
        chat, number = text_at(message, "chat", "id"), text_at(message, "message_id")
        if chat is None or number is None:
            return Rejected("a message without its chat or number", where)
        if at(message, "chat", "type") == "private":
            return Rejected("a private message to the bot", where)
        name = (text_at(message, "chat", "username") or self.names.get(chat, "")).lower()
        if self.chats and not {chat, name} & self.chats:
            return Rejected("a message in another chat", where)
        text = clean(at(message, "text") or at(message, "caption"))
        if text is None:
            return Rejected("a message without words", where)
        return self._item(message, chat, number, name, text)

    def _item(self, message: Json, chat: str, number: str, name: str, text: str) -> Item:
        published, precision = read_date(at(message, "date"), now=self.now)
        place = name or f"c/{chat.removeprefix('-100')}"
        linked = name or chat.startswith("-100")
        return Item(
            id=f"{chat}/{number}",
            kind=Kind.MENTION,
            author=_author(message),
            text=text,
            published_at=published,
            precision=precision,
            updated_at=read_date(at(message, "edit_date"), now=self.now)[0],
            url=f"{_LINK}/{place}/{number}" if linked else None,
            about=line(at(message, "chat", "title")),
            dedupe_key=f"telegram:{name.lower()}/{number}" if name else None,
            extra={"chat": chat, "message": number},
        )


def _author(message: Json) -> Author:
    """Who said it: a person, or the group or channel in whose name it was said."""
    who = at(message, "sender_chat") or at(message, "from") or at(message, "chat")
    names = [text_at(who, "first_name"), text_at(who, "last_name"), text_at(who, "title")]
    name = " ".join(filter(None, names)) or text_at(who, "username")
    user = text_at(who, "username")
    shown = text_at(message, "author_signature") or name
    return Author(person(shown), text_at(who, "id"), f"{_LINK}/{user}" if user else None)


def _messages(updates: list[Json]) -> Iterator[Json]:
    for update in updates:
        for kind in _KINDS:
            if isinstance(message := at(update, kind), dict):
                yield message


def _names(updates: list[Json]) -> dict[str, str]:
    """The public names of chats; some updates leave them out."""
    return {
        chat: name
        for message in _messages(updates)
        if (chat := text_at(message, "chat", "id"))
        and (name := text_at(message, "chat", "username"))
    }


def _moves(updates: list[Json]) -> dict[str, str]:
    """Groups that became supergroups: their old number, and the new one."""
    moves = {}
    for message in _messages(updates):
        here = text_at(message, "chat", "id")
        there, before = (text_at(message, f"migrate_{way}_chat_id") for way in ("to", "from"))
        if here is not None and there is not None:
            moves[here] = there
        if here is not None and before is not None:
            moves[before] = here
    return moves


def _moved(kept: Json) -> dict[str, str]:
    pairs = kept.items() if isinstance(kept, dict) else ()
    return {old: new for old, new in pairs if isinstance(new, str)}


def _trouble(payload: Json, now: datetime | None) -> SourceError | None:
    """The error in ``{"ok": false, ...}``; None in any other answer. Its words are not quoted."""
    code = at(payload, "error_code")
    if at(payload, "ok") is not False or not isinstance(code, int):
        return None
    if code in (401, 404):
        return AuthExpired("Telegram does not know this bot token.", hint=_FROM_BOTFATHER)
    if code == 409:
        return NotConfigured("Another program already reads this bot's messages.", hint=_OWN_BOT)
    if code == 403:
        return TargetNotFound("The bot is no longer in the group.", hint="Add the bot again.")
    if code == 429:
        wait = at(payload, "parameters", "retry_after")
        until = None
        if now is not None and isinstance(wait, int) and 0 <= wait < 1e6:
            until = now + timedelta(seconds=wait)
        return RateLimited("Telegram asks to slow down.", retry_at=until)
    if code >= 500:
        return Unavailable("Telegram has trouble of its own.")
    return NotConfigured(f"Telegram does not accept the request (error {code}).")


_FROM_BOTFATHER = "Copy the token from @BotFather once more, or make a new one there."
_OWN_BOT = (
    "Make a second bot at @BotFather for the groups: the one that talks to you cannot be "
    "shared. If a webhook is set for this bot, delete it."
)

"""Messages of a public Telegram channel, by the preview that t.me shows to everybody.

A page shows some twenty messages, the oldest of them first; ``?before=<number>`` leads to
older ones. A walk goes back until it meets the newest message that the last walk knew; the
first one stops after some pages. The cursor is ``{"newest": number}``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, ClassVar, Self
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html
from pydantic import BeforeValidator, Field

from monitor.errors import SchemaChanged, TargetNotFound
from monitor.mention import Author, Item, Kind
from monitor.source import (
    Cursor,
    HttpSource,
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
from sources.reading.payload import read_text, refuse_block_page
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.text import clean, plain, safe_url

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/(?:s/)?|@", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_POST = re.compile(r"([A-Za-z][A-Za-z0-9_]{3,31})/([1-9][0-9]{0,11})")
_TAIL = 200
_PLACEHOLDER = "channel"


def _channel(value: object) -> object:
    """The bare name in "@name" or the channel's address."""
    if not isinstance(value, str):
        return value
    name = _ADDRESS.sub("", value.strip(), count=1).partition("/")[0].partition("?")[0]
    if not _NAME.fullmatch(name):
        raise ValueError('write a public channel like "@city_news" or "https://t.me/city_news"')
    return name


class TelegramChannelSettings(SourceSettings):
    """``channel`` is its public name or address. ``query`` are words to search it for.

    ``pages`` limits how far back the first walk goes, twenty messages a page.
    """

    channel: Annotated[str, BeforeValidator(_channel)]
    query: str | None = Field(default=None, min_length=1)
    pages: int = Field(default=5, ge=1, le=100)


class TelegramChannel(HttpSource):
    """One public channel."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="telegram_channel",
        title="Telegram channel",
        summary="Posts of a public Telegram channel, as its web preview shows them; needs no key.",
        kinds=frozenset({Kind.MENTION}),
        order=Order.NEWEST_CREATED,
        terms=Terms(note="Public posts only; the preview is meant for people's browsers."),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = TelegramChannelSettings
    settings: TelegramChannelSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        """An instance for saved pages; their address tells the channel."""
        address = url if url is not None and _ADDRESS.match(url) else ""
        try:
            return cls(TelegramChannelSettings(channel=address))
        except ValueError:
            return cls(TelegramChannelSettings(channel=_PLACEHOLDER))

    def request(self, cursor: Cursor | None) -> Request:
        newest = (cursor or {}).get("newest")
        return self._request({"newest": newest if isinstance(newest, int) else 0, "page": 1})

    def _request(self, notes: dict[str, int], before: int | None = None) -> Request:
        params = {"q": self.settings.query} if self.settings.query else {}
        if before is not None:
            params["before"] = str(before)
        return Request(
            f"https://t.me/s/{self.settings.channel}",
            params=params,
            notes=dict(notes),
            # Only the newest page can honestly say that nothing has changed.
            conditional=before is None,
        )

    def parse(self, response: Response) -> Page:
        """The messages of one page of the preview.

        Raises TargetNotFound where there is no public preview (a private channel, a group, no
        such name), Blocked for a challenge, SchemaChanged for any other page.
        """
        text = read_text(response)
        messages = _messages(text, response)
        items, rejected = _items(messages, response)
        if items and _breaks_off(text):
            # Half a message would look like an edit when the whole one comes.
            items.pop()
            rejected.append(Rejected("the page breaks off here", f"{len(messages)}"))
        numbers = [int(item.id.partition("/")[2]) for item in items]
        newest, page, top = (_count(response, name) for name in ("newest", "page", "top"))
        top = max([top, newest, *numbers])
        oldest = min(numbers, default=1)
        enough = oldest <= newest or (not newest and page >= self.settings.pages)
        if oldest <= 1 or enough:
            return Page(tuple(items), tuple(rejected), resume={"newest": top})
        follow = self._request({"newest": newest, "page": page + 1, "top": top}, before=oldest)
        return Page(tuple(items), tuple(rejected), next=follow)


def _count(response: Response, note: str) -> int:
    value = response.request.notes.get(note)
    return value if isinstance(value, int) else 0


def _class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


_MESSAGES = f"//*[@data-post and {_class('tgme_widget_message')}]"
_SHELL = f"//*[{_class('tgme_channel_history')} or {_class('tgme_channel_info')}]"
_PROFILE = f"//*[{_class('tgme_page')} or {_class('tgme_page_action')}]"
_WRAP = f"ancestor-or-self::*[{_class('tgme_widget_message_wrap')}][1]"
_TEXT = f".//*[{_class('js-message_text')} or {_class('tgme_widget_message_poll_question')}]"
_DATE = f".//a[{_class('tgme_widget_message_date')}]"
_SIGNED = f".//*[{_class('tgme_widget_message_from_author')}]"
_OWNER = f".//*[{_class('tgme_widget_message_owner_name')}]"


def _messages(text: str, response: Response) -> list[lxml_html.HtmlElement]:
    """The page's messages, in its order. Raises what a page without any calls for."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        page = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        raise SchemaChanged("The answer is no web page.") from None
    if found := _elements(page, _MESSAGES):
        return found
    refuse_block_page(response)
    if _elements(page, _PROFILE):
        raise TargetNotFound(
            "The channel has no public preview.",
            hint="Open https://t.me/s/NAME in a browser. Groups and private channels have no "
            "preview: make goodword's bot a member and use the type telegram_group.",
        )
    if not _elements(page, _SHELL):
        raise SchemaChanged("The answer is no preview of a Telegram channel.")
    return []


def _elements(node: lxml_html.HtmlElement, path: str) -> list[lxml_html.HtmlElement]:
    found = node.xpath(path)
    listed = found if isinstance(found, list) else []
    return [each for each in listed if isinstance(each, lxml_html.HtmlElement)]


def _breaks_off(text: str) -> bool:
    return "<html" in text[:_TAIL].lower() and "</html" not in text[-_TAIL:].lower()


def _items(
    messages: Sequence[lxml_html.HtmlElement], response: Response
) -> tuple[list[Item], list[Rejected]]:
    items: dict[str, Item] = {}
    rejected: list[Rejected] = []
    for place, message in enumerate(messages, start=1):
        post = _POST.fullmatch(message.get("data-post", ""))
        if post is None:
            rejected.append(Rejected("a message without a number", f"{place}"))
        elif "service_message" in message.get("class", "").split():
            rejected.append(Rejected("a notice by Telegram, no message", f"{place}"))
        elif post[0] in items:
            rejected.append(Rejected("a message that is listed twice", f"{place}"))
        else:
            items[post[0]] = _item(message, post, response)
    return list(items.values()), rejected


def _item(message: lxml_html.HtmlElement, post: re.Match[str], response: Response) -> Item:
    # In some pages the footer stands beside the message, within the same wrap.
    whole = next(iter(_elements(message, _WRAP)), message)
    # A message's text is often wrapped in a second element of the same class.
    texts = [each for each in _elements(message, _TEXT) if not _elements(each, _TEXT)]
    date = next(iter(_elements(whole, _DATE)), None)
    times = [] if date is None else [each.get("datetime") for each in date.iter("time")]
    published, precision = read_date(next(filter(None, times), None), now=response.received_at)
    return Item(
        id=post[0],
        kind=Kind.MENTION,
        author=Author(
            person(_words(whole, _SIGNED)) or person(_words(whole, _OWNER)),
            post[1],
            f"https://t.me/{post[1]}",
        ),
        text=clean("\n".join(plain(_markup(each)) for each in texts)),
        published_at=published,
        precision=precision,
        url=(None if date is None else _link(date.get("href"))) or f"https://t.me/{post[0]}",
        dedupe_key=f"telegram:{post[0].lower()}",
    )


def _link(href: str | None) -> str | None:
    """The link to the message, if it leads to Telegram."""
    url = safe_url(href, "https://t.me/")
    return url if url is not None and urlsplit(url).hostname == "t.me" else None


def _words(node: lxml_html.HtmlElement, path: str) -> str | None:
    found = next(iter(_elements(node, path)), None)
    return None if found is None else line(_markup(found))


def _markup(element: lxml_html.HtmlElement) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)

"""Formatted text as Telegram reads it: by Telegram's own parser where it can be loaded.

The parser is TDLib's ``parseTextEntities`` (package ``tdjson``). Where its binary does not
run, a stricter checker of our own stands in.
"""

from __future__ import annotations

import json
from html import unescape
from html.parser import HTMLParser
from typing import cast

from tests.fakes.botapi_spec import bad

try:
    from tdjson import td_execute
except ImportError:  # no wheel for this machine
    HAS_TELEGRAMS_PARSER = False
else:
    HAS_TELEGRAMS_PARSER = True
    td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')

TAGS = frozenset(
    ("a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "strike", "strong", "u")
)


def parse(text: str, mode: str | None) -> str:
    """What a reader sees of ``text``. Raises Refusal like Telegram on broken markup."""
    if mode is None:
        return text
    if mode != "HTML":
        raise bad("unsupported parse_mode")
    return _by_telegram(text) if HAS_TELEGRAMS_PARSER else _by_ourselves(text)


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _by_telegram(text: str) -> str:
    request = {
        "@type": "parseTextEntities",
        "text": text,
        "parse_mode": {"@type": "textParseModeHTML"},
    }
    answer = json.loads(td_execute(json.dumps(request).encode()) or b"")
    if answer["@type"] == "error":
        raise bad(str(answer["message"]).replace("Can't", "can't", 1))
    return cast(str, answer["text"])


def _by_ourselves(text: str) -> str:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if reader.open_tags:
        raise bad(f"can't parse entities: no end tag for {reader.open_tags[-1]}")
    return "".join(reader.shown)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open_tags: list[str] = []
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: unsupported start tag "{tag}"')
        self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open_tags or self.open_tags.pop() != tag:
            raise bad(f'can\'t parse entities: unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise bad("can't parse entities: bare <")
        self.shown.append(data)

    def handle_entityref(self, name: str) -> None:
        known = name in ("lt", "gt", "amp", "quot", "apos")
        self.shown.append(unescape(f"&{name};") if known else f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.shown.append(unescape(f"&#{name};"))

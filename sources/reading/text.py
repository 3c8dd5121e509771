"""Plain text and safe links out of whatever a site sends. Pure; nothing here raises.

``plain`` takes markup off, ``clean`` takes off what can trick the eye or break a terminal,
``safe_url`` lets only ordinary web links through, without their tracking.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import parse_qs, urljoin, urlsplit, urlunsplit

from lxml import etree

MAX_URL = 2048
"""Characters; longer addresses are no links that anyone shares."""

_TAG = re.compile(r"<(?:[/!?]?[a-zA-Z]|!--)")
_ANY_TAG = re.compile(r"<[^<>]*>?")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "iframe", "object", "svg"})
_EMOJI_CLASS = re.compile(r"emoji|smil")
# What ends a line, and by how many line breaks it stands apart from its neighbours.
_BREAKS = dict.fromkeys(("div", "li", "dt", "dd", "tr", "figcaption", "header", "footer", "hr"), 1)
_BREAKS |= dict.fromkeys(("p", "blockquote", "ul", "ol", "dl", "pre", "table", "section"), 2)
_BREAKS |= dict.fromkeys(("article", "figure", "h1", "h2", "h3", "h4", "h5", "h6"), 2)


def plain(markup: str) -> str:
    """The words of an HTML fragment: tags off, line breaks kept, entities decoded once.

    Text without a single tag keeps its own line breaks. Scripts and styles are dropped;
    pictures that stand for an emoji become that emoji. Tags nested past all reason lose their
    line breaks, never their words. Linear in the length of ``markup``.
    """
    if not _TAG.search(markup):
        return html.unescape(markup).strip()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    try:
        root = etree.fromstring(_well_formed(markup).encode(), parser)
        if not parser.error_log.filter_from_fatals():
            return _Writer().write(root)
    except (etree.LxmlError, TypeError):
        pass  # lxml finds no element at all, or returns None for one
    return html.unescape(_ANY_TAG.sub(" ", markup)).strip()


class _Writer:
    """Walks a tree of tags and writes its words down, one line break where a line ends."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._breaks = 0

    def write(self, root: etree._Element) -> str:
        walker = etree.iterwalk(root, ("start", "end"))
        for event, element in walker:
            tag = str(element.tag)
            if event == "end":
                self._break(_BREAKS.get(tag, 0))
                self._say(element.tail)
            elif tag in _SILENT:
                walker.skip_subtree()
            elif tag == "br":
                self._breaks += 1
            elif tag == "img" and _EMOJI_CLASS.search(element.get("class", "")):
                self._say(element.get("alt"))
            else:
                self._break(_BREAKS.get(tag, 0))
                self._say(element.text)
        lines = re.sub(r" *\n *", "\n", "".join(self._parts))
        return re.sub(r" {2,}", " ", lines).strip()

    def _break(self, lines: int) -> None:
        self._breaks = max(self._breaks, lines)

    def _say(self, words: str | None) -> None:
        words = _BLANKS.sub(" ", words or "")
        if self._breaks and not (words := words.lstrip(" ")):
            return
        if self._breaks and self._parts:
            self._parts.append("\n" * min(self._breaks, 2))
        self._breaks = 0
        self._parts.append(words)


# Cc but tab and newline; bidi embeddings, overrides and isolates; zero-width space, word
# joiner and its invisible neighbours, byte-order mark, soft hyphen, Mongolian vowel
# separator, noncharacters. Kept: ZWJ and ZWNJ (emoji, Persian, Hindi), LRM and RLM (Hebrew).
_JUNK = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u200b\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_FLAG_OR_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007f]{1,8})|[\U000e0000-\U000e007f]+")
_NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
_EDGE = " \t\n\xa0\u200c\u200d\u200e\u200f"
_MAX_MARKS = 8
"""Combining marks in a row that any script needs; more is decoration that stacks over lines."""


def clean(value: object) -> str | None:
    """``value`` as text that is safe to store and show, or None when it is empty or no text.

    Control characters, bidi overrides, invisible characters and lone surrogates go; line
    ends become ``\\n``; the rest is brought to NFC and trimmed.
    """
    if not isinstance(value, str):
        return None
    text = value if value.isascii() else _well_formed(value)
    text = _JUNK.sub("", _NEWLINES.sub("\n", text))
    text = _FLAG_OR_TAGS.sub(lambda found: found.group(1) or "", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", _without_stacked_marks(text))
    return text.strip(_EDGE) or None


def _well_formed(text: str) -> str:
    """Join surrogate pairs; a lone half becomes the replacement character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _without_stacked_marks(text: str) -> str:
    """Cut long runs of combining marks: sorting them makes normalisation quadratic."""
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)


_TRACKING = re.compile(r"(?:utm_\w+|gclid|gbraid|wbraid|fbclid|yclid|msclkid|mc_[ce]id|igshid)\Z")
_MAX_WRAPPERS = 3


def safe_url(url: object, base: str | None = None) -> str | None:
    """An absolute http or https link, or None when ``url`` is none.

    Relative links are resolved against ``base``. Tracking parameters are taken off, and the
    redirectors of Google (``google.com/url``) and Bing (``news/apiclick.aspx``) unwrapped, so
    that the same page always has the same address. A link with a user name in it is refused:
    it shows one host and leads to another.
    """
    url = clean(url)
    if url is None or len(url) > 4 * MAX_URL:
        return None
    for _ in range(_MAX_WRAPPERS):
        inner = _unwrapped(url)
        if inner is None:
            break
        url = inner
    try:
        absolute = urljoin(base, url.strip()) if base else url.strip()
        parts = urlsplit(absolute)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    if re.search(r"[\s<>\"\\^`{|}]", parts.netloc) or len(absolute) > MAX_URL:
        return None
    query = "&".join(
        pair
        for pair in parts.query.split("&")
        if not _TRACKING.match(pair.partition("=")[0].lower())
    )
    safe = urlunsplit((parts.scheme, parts.netloc, parts.path, query, parts.fragment))
    return clean(re.sub(r"\s", "%20", safe))


def _unwrapped(url: str) -> str | None:
    """The target of a search engine's redirector, None for any other link."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        google = host.startswith("google.") and parts.path == "/url"
        bing = host == "bing.com" and parts.path.lower() == "/news/apiclick.aspx"
        if not google and not bing:
            return None
        query = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return None
    targets = query.get("url") or query.get("q") or []
    return targets[0] if targets else None

"""What the head of a page points to: its feeds, its next page, its base. No tree is built."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from sources.reading.text import clean, safe_url

# Comments and scripts are matched so that what they hold is not taken for the page's own.
# Each alternative runs to the end where its closing mark is missing: linear always.
_TAGS = re.compile(
    r"<!--.*?(?:-->|\Z)|<script\b.*?(?:</script|\Z)|<(link|base|meta|title)\b([^>]*)(?:>([^<]*)|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"([a-z][\w:-]*+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Link:
    """One ``<link>``: where it leads (absolute, http or https), and what it says of that."""

    rel: frozenset[str]
    url: str
    type: str = ""
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself. ``base`` is what its relative links start from."""

    base: str
    title: str | None = None
    generator: str = ""
    links: tuple[Link, ...] = ()

    def linked(self, rel: str) -> list[Link]:
        """The links with this relation, in the order of the page."""
        return [link for link in self.links if rel in link.rel]


def read_head(page: str, url: str) -> Head:
    """Read the head of the page that was fetched from ``url``. Never fails."""
    found: list[dict[str, str]] = []
    base, title, generator = url, None, ""
    for tag in _TAGS.finditer(page):
        name, written, content = (tag[1] or "").lower(), tag[2] or "", tag[3]
        attributes = _attributes(written) if name else {}
        if name == "link":
            found.append(attributes)
        elif name == "base" and base == url:
            base = _joined(url, attributes.get("href", ""))
        elif name == "title" and title is None:
            title = clean(" ".join(html.unescape(content or "").split()))
        elif name == "meta" and attributes.get("name", "").lower() == "generator":
            generator = attributes.get("content", "")
    links = (_link(attributes, base) for attributes in found)
    return Head(base, title, generator, tuple(link for link in links if link is not None))


def _attributes(written: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(written)
    }


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target.strip())
    except ValueError:
        return url


def _link(attributes: dict[str, str], base: str) -> Link | None:
    url = safe_url(attributes.get("href"), base)
    if url is None:
        return None
    rel = frozenset(attributes.get("rel", "").lower().split())
    return Link(rel, url, attributes.get("type", "").lower(), clean(attributes.get("title")))

"""From bytes to text and JSON, and telling a block page from a page of the site. Pure."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

import charset_normalizer
from lxml import etree
from lxml import html as lxml_html

from monitor.errors import Blocked, SchemaChanged
from monitor.source import Json, Response

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})"
    rb"|<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})",
    re.IGNORECASE,
)
_PROLOGUE = 2048
_SAMPLE = 65_536
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
"""What these labels mean on the web: every browser reads them so."""
_NOT_FOR_THE_WEB = frozenset(
    {"unicode_escape", "raw_unicode_escape", "utf-7", "idna", "punycode", "undefined"}
)


def read_text(response: Response) -> str:
    """The body as text. Never fails: what no encoding explains becomes replacement characters.

    A byte-order mark wins, then the header's charset, then what the document declares, each
    only if the body really is valid in it; then UTF-8, then charset_normalizer's guess.
    """
    body = response.body
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for encoding in _stated(response):
        text = _decoded(body, encoding)
        if text is not None:
            return text
    guess = charset_normalizer.from_bytes(body[:_SAMPLE]).best()
    return body.decode(guess.encoding if guess is not None else "utf-8", "replace")


def _stated(response: Response) -> Iterator[str]:
    """Encodings worth trying, the most trustworthy first."""
    if found := _HEADER_CHARSET.search(response.headers.get("content-type", "")):
        yield found[1]
    head = response.body[:_PROLOGUE]
    if head[:2] in (b"<\x00", b"{\x00", b"[\x00"):
        yield "utf-16-le"
    elif head[:2] in (b"\x00<", b"\x00{", b"\x00["):
        yield "utf-16-be"
    elif declared := _DECLARED.search(head):
        yield (declared[1] or declared[2]).decode("ascii")
    yield "utf-8"


def _decoded(body: bytes, encoding: str) -> str | None:
    name = encoding.lower()
    try:
        name = _WIDER.get(name, codecs.lookup(name).name)
        return None if name in _NOT_FOR_THE_WEB else body.decode(_WIDER.get(name, name))
    except (LookupError, ValueError):
        return None


def read_json(response: Response) -> Json:
    """The body as JSON; ``NaN`` and ``Infinity`` read as None.

    Raises Blocked when HTML came instead (also with status 200), SchemaChanged when it is no
    JSON at all, or nested deeper than any honest answer.
    """
    text = read_text(response).strip()
    if text.startswith("<"):
        refuse_block_page(response)
        raise Blocked("A web page came where JSON was expected.")
    try:
        value: Json = json.loads(text, parse_constant=lambda _name: None)
    except (ValueError, RecursionError):
        raise SchemaChanged(
            "The answer is not valid JSON." if text else "The answer is empty."
        ) from None
    return value


_HTML = re.compile(r"<!doctype html|<html\b|<head\b|\A\s*<title\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_CHALLENGE_HEADING = re.compile(
    r"just a moment|attention required|access (?:to this page has been )?denied|robot check"
    r"|are you (?:a )?(?:robot|human)|(?:bot|human|browser) verification|pardon our interruption"
    r"|verify(?:ing)? (?:that )?you are (?:a )?(?:human|not a robot)|security check"
    r"|checking your browser|unusual traffic|captcha|request (?:rejected|blocked|unsuccessful)"
    r"|(?:been|site|page|access) blocked|^blocked\W*$|403 forbidden|whoa there|ddos[- ]guard",
    re.IGNORECASE,
)
_CHALLENGE_CODE = re.compile(
    r"_cf_chl_opt|awswafintegration|gokuprops|captcha-delivery\.com|px-captcha|_incapsula_resource"
    r"|/sorry/index|ddos-guard/|showcaptcha|sgcaptcha",
    re.IGNORECASE,
)
_LOGIN_HEADING = re.compile(r"(?:log|sign)[ -]?in\b|войти|вход\b|kirjaudu|anmelden", re.IGNORECASE)
_FEW_WORDS = 3000
"""Characters. A page of reviews says more, and then no heading or script makes it a block page."""
_SMALL_PAGE = 500_000
"""Bytes. Challenge pages are far smaller; a large page is not parsed twice to look for one."""


def refuse_block_page(response: Response) -> None:
    """Raise Blocked when the body is a challenge, a captcha or a login wall, whatever its status.

    Judged by headings, scripts and forms of pages with few words, never by what visitors
    wrote: no review can make a page look blocked. Anything but HTML passes.
    """
    text = read_text(response) if len(response.body) <= _SMALL_PAGE else ""
    if not _HTML.search(text, 0, _PROLOGUE) or _FEED.search(text, 0, _PROLOGUE):
        return
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True)
        page = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return
    code = " ".join(_strings(page, "//script[not(contains(@type, 'json'))]//text()"))
    links = " ".join(_strings(page, "//script/@src | //iframe/@src | //form/@action | //div/@id"))
    headings = [heading.strip() for heading in _strings(page, "//title//text() | //h1//text()")]
    words = sum(len(part.strip()) for part in _strings(page, "//body//text()[not(parent::script)]"))
    if words > _FEW_WORDS:
        return
    if any(map(_CHALLENGE_HEADING.search, headings)) or _CHALLENGE_CODE.search(f"{code} {links}"):
        raise Blocked("The site sent a challenge page instead of its content.")
    if page.xpath("//input[@type='password']") and any(map(_LOGIN_HEADING.match, headings)):
        raise Blocked("The site asks to log in before it shows this page.")


def _strings(page: lxml_html.HtmlElement, path: str) -> list[str]:
    found = page.xpath(path)
    return [str(each) for each in found] if isinstance(found, list) else []

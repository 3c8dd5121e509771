"""What kind of answer YouTube's API gave: a listing, and of what, or an error. Pure."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from monitor.errors import Refused, SchemaChanged, SourceError, Unavailable
from monitor.source import Json, Response
from sources.google.error import google_error
from sources.reading.nodes import at, entries_at, text_at

SEARCH = "q:"
CHANNEL = "allThreadsRelatedToChannelId:"
VIDEO = "videoId:"
"""A listing is named by the parameter that asks for it, and its value."""


def checked(payload: Json, response: Response) -> dict[str, Json]:
    """``payload``, unless it reports an error."""
    refused = own_error(payload) or google_error(payload, now=response.received_at)
    if refused is not None:
        raise refused
    if not isinstance(payload, dict) or "error" in payload:
        raise SchemaChanged("The answer is none of YouTube's.")
    return payload


def own_error(payload: Json) -> SourceError | None:
    """What only YouTube reports; None for what all of Google's APIs do."""
    reasons = {text_at(each, "reason") for each in entries_at(payload, "error", "errors")}
    if "commentsDisabled" in reasons:
        return Refused(
            "Comments are switched off under this video.",
            hint="Take the video out of `videos` for this source.",
        )
    return (
        Unavailable("YouTube has trouble of its own.") if "processingFailure" in reasons else None
    )


def listing_of(payload: Json, url: str) -> str:
    """What a saved page lists, by its address or its first entry; empty where neither tells."""
    asked = parse_qs(urlsplit(url).query)
    for name in (CHANNEL, VIDEO, SEARCH):
        if values := asked.get(name[:-1]):
            return name + values[0]
    snippet = at(payload, "items", 0, "snippet")
    if at(snippet, "topLevelComment") is None:
        return ""
    if video := text_at(snippet, "videoId"):
        return VIDEO + video
    channel = text_at(snippet, "channelId")
    return CHANNEL + channel if channel else ""

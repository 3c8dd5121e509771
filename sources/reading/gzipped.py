"""Bodies that are still compressed: saved ones, and those of sites that do not say so. Pure."""

from __future__ import annotations

import zlib

from monitor.errors import Oversized, SchemaChanged

MOST = 16_000_000
"""Bytes, unpacked; more is no honest page."""
_MAGIC = b"\x1f\x8b"
_GZIP = 16 + zlib.MAX_WBITS


def unpacked(body: bytes) -> bytes:
    """``body`` without its compression, if it has any.

    Raises Oversized for more than ``MOST``, SchemaChanged for what breaks off or is damaged.
    """
    if not body.startswith(_MAGIC):
        return body
    reader = zlib.decompressobj(_GZIP)
    try:
        whole = reader.decompress(body, MOST)
    except zlib.error:
        raise SchemaChanged("The answer is damaged.") from None
    if reader.unconsumed_tail:
        raise Oversized(f"The answer is larger than {MOST} bytes.")
    if not reader.eof:
        raise SchemaChanged("The answer breaks off.")
    return whole

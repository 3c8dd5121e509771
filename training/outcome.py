"""What training makes: a file, and its sum by which one sees whether it is the same again."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import Path


def packed(header: Mapping[str, object], tables: bytes) -> bytes:
    """One line of JSON, then the ``tables``, compressed: all files for the reader are made so."""
    return json.dumps(header, sort_keys=True).encode() + b"\n" + zlib.compress(tables, 9)


def save(file: Path, blob: bytes) -> None:
    """Write one file and print its sum."""
    file.write_bytes(blob)
    print(f"{file.name}  {len(blob):,} bytes  sha256 {hashlib.sha256(blob).hexdigest()}")

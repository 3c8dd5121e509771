"""What training makes: a file, and its sum by which one sees whether it is the same again."""

from __future__ import annotations

import hashlib
from pathlib import Path


def save(file: Path, blob: bytes) -> None:
    """Write one file and print its sum."""
    file.write_bytes(blob)
    print(f"{file.name}  {len(blob):,} bytes  sha256 {hashlib.sha256(blob).hexdigest()}")

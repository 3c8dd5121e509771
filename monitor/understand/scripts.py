"""Which scripts a text is written in, by the blocks that its letters stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from monitor.understand.memo import Memo

BLOCKS = (
    # first letter, last letter, script; sorted
    (0x0041, 0x005A, "latin"),
    (0x0061, 0x007A, "latin"),
    (0x00C0, 0x024F, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "armenian"),
    (0x05D0, 0x05F4, "hebrew"),
    (0x0620, 0x06FF, "arabic"),
    (0x0900, 0x097F, "devanagari"),
    (0x0980, 0x09FF, "bengali"),
    (0x0A00, 0x0A7F, "gurmukhi"),
    (0x0A80, 0x0AFF, "gujarati"),
    (0x0B80, 0x0BFF, "tamil"),
    (0x0C00, 0x0C7F, "telugu"),
    (0x0C80, 0x0CFF, "kannada"),
    (0x0D00, 0x0D7F, "malayalam"),
    (0x0D80, 0x0DFF, "sinhala"),
    (0x0E00, 0x0E7F, "thai"),
    (0x0E80, 0x0EFF, "lao"),
    (0x1000, 0x109F, "burmese"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1100, 0x11FF, "hangul"),
    (0x1200, 0x139F, "ethiopic"),
    (0x1780, 0x17FF, "khmer"),
    (0x1E00, 0x1EFF, "latin"),
    (0x1F00, 0x1FFF, "greek"),
    (0x3041, 0x30FF, "kana"),
    (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7A3, "hangul"),
)
FIRSTS = [first for first, _, _ in BLOCKS]


@lru_cache(maxsize=1)  # asked of each text twice: for its language, and for what is urgent in it
def letters(text: str) -> Mapping[str, int]:
    """How many letters of each script there are; of a single one only that there are some."""
    found = set(map(_SCRIPTS.__getitem__, set(text))) - {None}
    if len(found) < 2:
        return dict.fromkeys(filter(None, found), 1)
    counted: dict[str, int] = {}
    for char, count in Counter(text).items():
        if script := _SCRIPTS[char]:
            counted[script] = counted.get(script, 0) + count
    return counted


def _script(char: str) -> str | None:
    """The script of a letter; None for what is no letter, or of no script known here."""
    point = ord(char)
    at = bisect_right(FIRSTS, point) - 1
    known = at >= 0 and point <= BLOCKS[at][1] and char.isalpha()
    return BLOCKS[at][2] if known else None


_SCRIPTS = Memo(_script, 4_000)

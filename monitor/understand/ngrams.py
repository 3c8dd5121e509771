"""The pieces of a text that the trained model weighs, as numbers of buckets.

Of each word: the word itself and its stretches of two to six letters, ends included; then each
two neighbours, and each two with one word between. Every piece is hashed, so there is no
dictionary, and a word never seen before still shows its stem and its ending. Training and
reading share this file: a change here needs ``make model``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from zlib import crc32

from monitor.understand.passage import Passage

BUCKETS = 1 << 22
MASK = BUCKETS - 1
LONGEST = 6
"""Stretches of two to so many letters, the marks of the word's beginning and end among them."""
LONGEST_WORD = 40
"""A longer "word" is a sentence in a script without spaces, or a cat on the keyboard."""
SHORTEST_STEM, LONGEST_ENDING = 4, 4
"""A word not known is taken for others that begin alike, up to an ending of so many letters."""
WORDS_READ = 600
CUES_READ = 60
"""The feeling of a text is settled long before."""
NEIGHBOUR, GAP = " ", "_"

GLAD, SAD = "☺", "☹"
"""What every smile and every frown counts as, besides itself."""
CUE = re.compile(
    r"(?P<glad>[:;=8][-'^o]?[)\]dDpP*]|\)\)+|<3)"
    r"|(?P<sad>[:;=][-'^o]?[(\[/|\\]|\(\(+)"
    r"|[!?]+|[\u2600-\u27bf\U0001f300-\U0001faff]"
)
CUE_BEGINS = re.compile("[:;=8)(<!?\u2600-\u27bf\U0001f300-\U0001faff]")
SMILING = frozenset(
    "😀😃😄😁😆😅😂🤣😊😇🙂😉😌😍🥰😘😗😙😚😋😛😜🤗🤩🥳😎😸😻👍👏🙌🙏👌💪💯🏆🫶❤♥"
    "💕💖💗💙💚💛💜🧡💐🌹✨🔥🎉☺🌟⭐"
)
FROWNING = frozenset(
    "😞😔😟😕🙁☹😣😖😫😩😢😭😤😠😡🤬😱😨😰😥😓🤢🤮🤧😵👎💩🤦🙄😒😑😐💔🤡🐌❌😾😿😧😦🖕"
)
RUN = re.compile(r"(.)\1{2,}")
DIGIT = re.compile(r"\d")


def fold(form: str) -> str:
    """A word of ``Passage.folded`` with no letter thrice in a row, and digits as 0."""
    known = RUN.sub(r"\1\1", form[:LONGEST_WORD])
    return known if known.isalpha() else DIGIT.sub("0", known)


def words(passage: Passage) -> Sequence[str]:
    """The words of ``passage`` that are read."""
    return passage.folded[:WORDS_READ]


def tokens(passage: Passage) -> tuple[Sequence[str], Sequence[str]]:
    """The words of ``passage``, and its signs: smileys, emoji, marks of emphasis."""
    return words(passage), tuple(_cues(passage.plain))


def pieces(folded: str) -> list[int]:
    """The buckets of one word: itself and its stretches."""
    found = [crc32(f"={folded}".encode(errors="replace"))]
    marked = [letter.encode(errors="replace") for letter in f"<{folded}>"]
    stretches = list(map(crc32, marked))
    for size in range(1, LONGEST):
        # All stretches that are one letter longer, at once: each goes on from a shorter one.
        stretches = list(map(crc32, marked[size:], stretches))
        found += stretches
    return [code & MASK for code in found]


def names(folded: str) -> Iterator[int]:
    """The codes under which what a word says may be kept: its own, then those of its beginnings,
    the longest first."""
    yield crc32(f"={folded}".encode(errors="replace"))
    for size in range(len(folded) - 1, max(SHORTEST_STEM, len(folded) - LONGEST_ENDING) - 1, -1):
        yield crc32(f"{folded[:size]}*".encode(errors="replace"))


def opening(folded: str, mark: str) -> int:
    """The running hash of a pair's first word; ``mark`` is ``NEIGHBOUR`` or ``GAP``."""
    return crc32(f"{folded}{mark}".encode(errors="replace"))


def paired(folded: str) -> tuple[bytes, int, int]:
    """What ``pairs`` takes of one word: its letters, and how it opens a pair of either kind."""
    return folded.encode(errors="replace"), opening(folded, NEIGHBOUR), opening(folded, GAP)


def pairs(
    coded: Sequence[bytes], neighbours: Sequence[int], gaps: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The buckets of each two neighbours, and those of each two with one word between; of each word
    what ``paired`` gives."""
    beside = map(crc32, coded[1:], neighbours)
    apart = map(crc32, coded[2:], gaps)
    return [code & MASK for code in beside], [code & MASK for code in apart]


def _cues(text: str) -> Iterator[str]:
    for match in islice(_signs(text), CUES_READ):
        if match["glad"]:
            yield GLAD
        elif match["sad"]:
            yield SAD
        else:
            sign = match[0][:2]
            yield sign
            if sign in SMILING:
                yield GLAD
            elif sign in FROWNING:
                yield SAD


def _signs(text: str) -> Iterator[re.Match[str]]:
    """What ``CUE`` finds; the few places where a sign may begin are found many times faster."""
    begin = CUE_BEGINS.search(text)
    while begin:
        match = CUE.match(text, begin.start())
        if match:
            yield match
        begin = CUE_BEGINS.search(text, (match or begin).end())

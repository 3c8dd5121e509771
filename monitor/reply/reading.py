"""A reply made ready for the linter: folded, without quotations and names, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from monitor.reply.pattern import Finder, Sentence, fold, sentences
from monitor.reply.review import Review
from monitor.reply.rules import Cue, Language
from monitor.reply.spans import ADDRESS

_STEM = 5
_WORD = re.compile(r"[^\W\d_]{3,40}")


@dataclass(frozen=True)
class Reading:
    """``text`` is the reply, ``known`` the language it is in, ``review`` what it answers."""

    text: str
    known: Language
    review: Review

    @cached_property
    def within(self) -> tuple[Sentence, ...]:
        """The sentences."""
        return sentences(self.text)

    @cached_property
    def cues(self) -> frozenset[Cue]:
        """The good moves of all sentences together."""
        return frozenset().union(*self.cues_of.values())

    @cached_property
    def cues_of(self) -> dict[Sentence, frozenset[Cue]]:
        """The good moves that words show, by sentence."""
        return {one: self._cues(one) for one in self.within}

    @cached_property
    def theirs(self) -> str:
        """All that the customer wrote, in small letters."""
        return fold(self.review.words).casefold()

    @cached_property
    def complained_of(self) -> frozenset[str]:
        """The telling words of the review; see ``stems``."""
        return stems(self.review.text or "", self.known)

    @cached_property
    def shared(self) -> int:
        """How many telling words the reply shares with the review."""
        return len(self.complained_of & stems(self.text, self.known))

    def words(self, sentence: Sentence) -> int:
        """How many words ``sentence`` has."""
        return len(self.text[slice(*sentence)].split())

    def count(self, finder: Finder | None, places: Iterable[Sentence]) -> int:
        """How often ``finder`` finds something in ``places``; never without one."""
        return 0 if finder is None else sum(1 for _ in finder.matches(self.text, [*places]))

    def _cues(self, sentence: Sentence) -> frozenset[Cue]:
        cues = self.known.cues
        found = {cue for cue, finder in cues.items() if self.count(finder, [sentence])}
        if self._asks(sentence):
            found.add("clarifying_question")
        if ADDRESS.search(self.text, *sentence):
            found.add("offline_contact")
        return frozenset(found)

    def _asks(self, sentence: Sentence) -> bool:
        """Whether this asks the customer without arguing ("Why didn't you ...?")."""
        customer, negations = self.known.words.customer, self.known.words.negations
        if not self.text.startswith("?", sentence.end):
            return False
        addressed = customer is None or self.count(customer, [sentence]) > 0
        return addressed and not self.count(negations, [sentence])


def stems(text: str, known: Language) -> frozenset[str]:
    """The telling words of ``text``, cut to their first letters, so that forms of one word meet."""
    words = (match.group().casefold() for match in _WORD.finditer(fold(text)))
    return frozenset(word[:_STEM] for word in words if word not in known.stopwords)

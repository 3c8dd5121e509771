"""The promises of the contract that can be proved without saved payloads.

For ``goodword source test``: a quick look at any adapter, one's own or an installed one. The
whole contract needs cases, and runs under pytest; see ``sources.testing``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from monitor.source import Source
from sources.testing import SourceContract

_NEED_NO_CASES = (
    SourceContract.test_its_description_is_complete,
    SourceContract.test_a_block_page_is_not_taken_for_silence,
    SourceContract.test_answers_of_another_kind_are_refused,
    SourceContract.test_damage_raises_source_errors_only,
    SourceContract.test_secrets_and_reviews_stay_out_of_messages,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One promise, as a sentence, and whether it is kept; ``why`` not, if it is not."""

    promise: str
    kept: bool
    why: str = ""


def prove(source: Source, cases: Path | None = None) -> list[Finding]:
    """Try the contract on ``source``: all of it with saved ``cases``, else what needs none.

    What an adapter raises becomes a finding.
    """
    proof = _proof_of(source, cases)
    findings = []
    for promise in _NEED_NO_CASES if cases is None else _all_promises():
        sentence = promise.__name__.removeprefix("test_").replace("_", " ")
        try:
            promise(proof)
        except AssertionError as broken:
            findings.append(Finding(sentence, False, str(broken)))
        except Exception as error:
            # Foreign code: its message may quote a payload, so only the kind is told.
            findings.append(Finding(sentence, False, f"it raised {type(error).__name__}"))
        else:
            findings.append(Finding(sentence, True))
    return findings


def _all_promises() -> list[Callable[[SourceContract], None]]:
    return [
        promise
        for name, promise in vars(SourceContract).items()
        if name.startswith("test_") and callable(promise)
    ]


def _proof_of(configured: Source, folder: Path | None) -> SourceContract:
    """The contract over one configured source, with its saved cases or without any."""

    class Proof(SourceContract):
        adapter = type(configured)
        cases = folder or Path()

        def source(self) -> Source:
            return configured

        def _cases(self) -> list[Path]:
            return super()._cases() if folder is not None else []

    return Proof()

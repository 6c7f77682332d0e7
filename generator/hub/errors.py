"""Says what an answer of the Hub means, from its status and headers alone; the client's exceptions would blur it.

Source: recorded answers of the Hub, for which no formal contract exists (https://huggingface.co/docs/hub/api).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.schema.hub import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

RETRIED = frozenset({408, 500, 502, 503, 504})
"""Answers that may be different in a moment."""


class FatalError(Exception):
    """The run cannot go on: our token or our question is wrong. The words say which."""


@dataclass(frozen=True)
class Failure:
    """Why a question has no answer, in the Hub's words as far as it gave any."""

    outcome: Outcome
    detail: str
    retry: bool = False


def failure(status: int, headers: Mapping[str, str]) -> Failure:
    """Return what an answer that is neither 200, a redirect nor 429 means.

    Raises FatalError when no other question would fare better.
    """
    code, words = headers.get("x-error-code", ""), headers.get("x-error-message", "")
    detail = " ".join(part for part in (str(status), code, words) if part)
    if status == 400:
        raise FatalError(f"The Hub does not understand the question: {detail}")
    if status == 401 and "invalid credentials" in words.lower():
        raise FatalError(f"The Hub does not accept the token: {detail}")
    return Failure(_meaning(status, code, words), detail, retry=status in RETRIED)


def _meaning(status: int, code: str, words: str) -> Outcome:
    if status in {401, 403} and code == "GatedRepo":
        return Outcome.GATED_ONLY
    if status == 451 or (status == 403 and "access to this resource is disabled" in words.lower()):
        return Outcome.DISABLED
    if status == 410 or (status in {401, 404} and code == "RepoNotFound"):
        return Outcome.NOT_FOUND
    # A 404 without a code is trouble of routing and says nothing of the repository.
    return Outcome.PRIVATE_OR_MISSING if status == 401 else Outcome.SERVER_ERROR

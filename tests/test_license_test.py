from __future__ import annotations

import pytest
from judging import catalog, evaluator

from generator.core import spdx
from generator.schema.component import ComponentType
from generator.schema.framework import Flag, LicenseTest
from generator.schema.term import Term

OSI = LicenseTest(name="an approved license", flags=(Flag.OSI,))
ANY_USE = LicenseTest(
    name="a license for any use", permits=(Term.COMMERCIAL_USE,), without=(Term.USER_CAP, Term.USE_POLICY)
)
BOTH = LicenseTest(name="an approved license", flags=(Flag.OSI,), without=(Term.USER_CAP, Term.USE_POLICY))


def judged(test: LicenseTest, text: str) -> tuple[str, str]:
    finding = evaluator().licenses.judge(test, text)
    return finding.answer.value, finding.reason


@pytest.mark.parametrize(
    ("test", "text", "answer"),
    [
        (OSI, "Apache-2.0", "met"),
        (OSI, "CC-BY-4.0", "not met"),
        (OSI, "gemma-terms", "not met"),
        (OSI, "MIT OR gemma-terms", "met"),
        (OSI, "MIT AND gemma-terms", "not met"),
        (OSI, "MIT AND (Apache-2.0 OR gemma-terms)", "met"),
        (OSI, "GPL-3.0-only WITH GCC-exception-3.1", "met"),
        (ANY_USE, "Apache-2.0", "met"),
        (ANY_USE, "llama-3.1-community", "not met"),
        (ANY_USE, "CC-BY-NC-4.0", "not met"),
        (ANY_USE, "EUPL-1.2", "not known"),
        (BOTH, "MIT", "met"),
        (BOTH, "CC-BY-4.0", "not known"),
        (BOTH, "gemma-terms", "not met"),
        (BOTH, "CC-BY-4.0 AND gemma-terms", "not met"),
        (BOTH, "CC-BY-4.0 OR gemma-terms", "not known"),
    ],
)
def test_an_expression_is_put_to_a_test(test: LicenseTest, text: str, answer: str) -> None:
    assert judged(test, text)[0] == answer


def test_the_reason_names_the_license_the_term_and_its_figures() -> None:
    assert judged(ANY_USE, "qwen-license")[1] == (
        "under Qwen License, which says: companies with more than 100 million monthly users at any time must ask "
        "Alibaba Cloud for a license, but only for commercial use"
    )
    assert judged(BOTH, "CC-BY-4.0")[1] == (
        "under CC-BY-4.0, which is on no list of such licenses but sets no limit that rules it out"
    )
    assert judged(ANY_USE, "EUPL-1.2")[1] == "under EUPL-1.2, whose terms are not in our catalog"


def test_what_has_no_license_is_never_said_to_be_under_one() -> None:
    assert judged(ANY_USE, "unlicensed")[1] == "without a license, so nobody may use it commercially"
    assert judged(OSI, "unlicensed")[1] == "without a license, so not under an approved license"


def test_a_condition_changes_no_verdict_by_itself() -> None:
    commercial = LicenseTest(name="a license for commercial use", permits=(Term.COMMERCIAL_USE,))
    assert judged(commercial, "grok-2-community")[0] == "met"


def test_a_caution_names_only_what_does_not_fit() -> None:
    fits = LicenseTest(name="x", flags=(Flag.OSI,), fits={ComponentType.CODE: ("MIT",)})
    both = "MIT AND BSD-3-Clause"
    caution = evaluator().licenses.caution
    assert caution(fits, both, ComponentType.CODE) == "BSD-3-Clause is open, but not on the list for code"
    assert caution(fits, both, ComponentType.DATA) == ""


def test_ids_in_an_expression_keep_their_order() -> None:
    assert spdx.names(spdx.parse("MIT OR Apache-2.0 OR gemma-terms OR MIT", catalog().license_ids)) == (
        "MIT",
        "Apache-2.0",
        "gemma-terms",
    )


@pytest.mark.parametrize("text", ["", "MIT OR", "(MIT", "MIT Apache-2.0", "nonsense", "WITH", "MIT WITH MIT"])
def test_what_is_no_license_is_told(text: str) -> None:
    with pytest.raises(spdx.UnknownLicenseError):
        spdx.parse(text, catalog().license_ids)

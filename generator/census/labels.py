"""Says what the license tags of a snapshot mean, as small tables that the queries join.

A tag stands for the licenses of our catalog that name it, or else for the license of the SPDX list with this id. A tag
that can stand for several licenses has an answer only where all of them have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.census.rules import rule_any
from generator.core import spdx
from generator.evaluation.findings import Answer
from generator.evaluation.license_tests import LicenseJudge
from generator.loading import license_tags
from generator.schema.census_words import LicenseClass, Outcome, Reason, Relation, Rule
from generator.schema.framework import LicenseQuestion
from generator.schema.license import TriState
from generator.schema.term import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.census.engine import Engine
    from generator.loading.catalog import Catalog
    from generator.schema.framework import LicenseTest
    from generator.schema.license import License

KINDS = (Relation.ADAPTER, Relation.UNSTATED, Relation.FINETUNE, Relation.MERGE, Relation.QUANTIZED)
"""The relations by their number from 1 on: on a way of several steps, the first one of these counts. What
does not state its relation may be an adapter."""
OUTCOMES = (Outcome.CONFLICT, Outcome.NOT_KNOWN, Outcome.ALLOWED)
"""The outcomes by their number from 1 on, the worst first."""
REASONS = tuple(Reason)
"""The reasons by their number from 1 on."""
_WORDS = {Answer.MET: TriState.YES, Answer.NOT_MET: TriState.NO, Answer.NOT_KNOWN: TriState.UNKNOWN}


@dataclass(frozen=True)
class Test:
    """A test of licenses: that of a reader's question, or of a definition."""

    __test__ = False  # pytest takes it for a test

    id: str
    definition: str | None
    test: LicenseTest


class Labels:
    """What tags mean by one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        """Read the licenses and the tests of this catalog."""
        self._catalog = catalog
        self._judge = LicenseJudge(catalog.licenses, catalog.license_ids)
        self.rule_sets: dict[tuple[Rule, ...], int] = {}
        """The number of each set of rules that conflict together."""
        self._tags: Sequence[str] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """Every tag that stands for a license of our catalog or of the SPDX list, or for none."""
        return tuple(sorted({*self._catalog.hub_tags, *_SPDX, *license_tags.OTHER}))

    def ids(self, tag: str) -> frozenset[str]:
        """Return the ids of the licenses of our catalog that a tag can stand for."""
        return self._catalog.hub_tags.get(tag, frozenset())

    @cached_property
    def tests(self) -> tuple[Test, ...]:
        """The tests behind the questions of readers, and those that definitions put to licenses."""
        catalog = self._catalog
        ours = [Test(question.value, None, catalog.license_tests[question]) for question in catalog.license_tests]
        theirs = [
            Test(f"{framework_id}/{test_id}", framework_id, test)
            for framework_id, framework in catalog.frameworks.items()
            for test_id, test in framework.license_tests.items()
        ]
        return (*ours, *theirs)

    def answer(self, test: LicenseTest, tag: str) -> TriState:
        """Return whether the licenses that a tag stands for pass a test."""
        answers = {_WORDS[self._judge.judge(test, name).answer] for name in self.ids(tag) or _spdx(tag)}
        return answers.pop() if len(answers) == 1 else TriState.UNKNOWN

    def license_class(self, tag: str) -> LicenseClass:
        """Return the class of a tag."""
        if tag in license_tags.OTHER:
            return LicenseClass.OTHER
        tests = self._catalog.license_tests
        if (
            LicenseQuestion.OSI_APPROVED in tests
            and self.answer(tests[LicenseQuestion.OSI_APPROVED], tag) is TriState.YES
        ):
            return LicenseClass.OSI_APPROVED
        found = {self._class(self._catalog.licenses[name]) for name in self.ids(tag)}
        return found.pop() if len(found) == 1 else LicenseClass.UNSURE if found else LicenseClass.UNCATALOGED

    def _class(self, license_: License) -> LicenseClass:
        """Return the class of a license that the OSI has not approved."""
        commercial = license_.answer(Term.COMMERCIAL_USE)
        if commercial is TriState.NO:
            return LicenseClass.NONCOMMERCIAL
        limits = {license_.answer(term) for term in _LIMITS}
        if commercial is TriState.UNKNOWN or (TriState.YES not in limits and TriState.UNKNOWN in limits):
            return LicenseClass.UNSURE
        return LicenseClass.LIMITED if TriState.YES in limits else LicenseClass.UNLIMITED

    def passing(self, test: LicenseTest) -> list[str]:
        """Return the tags of the snapshot that pass a test."""
        return [tag for tag in self._tags if self.answer(test, tag) is TriState.YES]

    def tags_of(self, license_id: str) -> list[str]:
        """Return the tags of the snapshot that can stand for a license."""
        return [tag for tag in self._tags if license_id in self.ids(tag)]

    def load(self, tags: Sequence[str], engine: Engine) -> None:
        """Make the tables about the tags of a snapshot: their classes, their answers, their licenses, and the rules."""
        self._tags, load = tags, engine.load
        load("license_tags", _texts("tag", "license_class"), [(tag, self.license_class(tag).value) for tag in tags])
        load("tag_tests", _texts("test", "tag", "answer"), list(self._tests(tags)))
        load("license_ids", _texts("license", "tag"), [(name, tag) for tag in tags for name in sorted(self.ids(tag))])
        load("name_rules", _texts("base_tag", "prefix", "plain_prefix"), list(self._names(tags)))
        columns = _texts("base_tag", "declared_tag") | dict.fromkeys(
            ("kind", "outcome", "reason", "rule_set"), "BIGINT"
        )
        load("license_rules", columns, list(self._rules([tag for tag in tags if self.ids(tag)])))
        sets = [(number, rule.value) for rules, number in self.rule_sets.items() for rule in rules]
        load("rule_sets", {"rule_set": "BIGINT", "rule": "VARCHAR"}, sets)

    def _tests(self, tags: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        for test in self.tests:
            yield from ((test.id, tag, self.answer(test.test, tag).value) for tag in tags)

    def _names(self, tags: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Yield the tags of licenses that all say how names begin, with the beginning and with its plain letters."""
        for tag in tags:
            begins = {_begins(self._catalog.licenses[name]) for name in self.ids(tag)}
            if len(begins) == 1 and (prefix := begins.pop()):
                yield tag, prefix, "".join(filter(str.isalnum, prefix.lower()))

    def _rules(self, tags: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        for base in tags:
            for declared in tags:
                for kind, relation in enumerate(KINDS, start=1):
                    yield (base, declared, kind, *self._ruling(base, declared, relation))

    def _ruling(self, base: str, declared: str, relation: Relation) -> tuple[int, int | None, int | None]:
        licenses: Mapping[str, License] = self._catalog.licenses
        bases = [licenses[name] for name in sorted(self.ids(base))]
        same = base == declared
        ruling = rule_any(bases, None if same else [licenses[name] for name in sorted(self.ids(declared))], relation)
        reason = REASONS.index(ruling.reason) + 1 if ruling.reason else None
        rule_set = self.rule_sets.setdefault(ruling.rules, len(self.rule_sets)) if ruling.rules else None
        return OUTCOMES.index(ruling.outcome) + 1, reason, rule_set


_LIMITS = (
    Term.USER_CAP,
    Term.REVENUE_CAP,
    Term.BUSINESS_LIMIT,
    Term.FIELD_OF_USE,
    Term.USE_POLICY,
    Term.TERRITORY,
    Term.REMOTE_RESTRICTION,
)
"""The limits on who may use a work, where, and for what."""


def _begins(license_: License) -> str | None:
    naming = license_.terms.get(Term.NAMING)
    return naming.begins if naming else None


def _spdx(tag: str) -> tuple[str, ...]:
    """Return the ids of the SPDX list that a tag stands for: those that took its place, if it is deprecated."""
    name = _SPDX.get(tag)
    return (spdx.successors(name) or (name,)) if name else ()


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "VARCHAR")


_SPDX = {name.lower(): name for name in sorted(spdx.SPDX_IDS)}

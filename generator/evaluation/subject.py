"""What a question can see: one release, one framework, and the vocabulary to name things with. Not the Hub's facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.core import paths
from generator.evaluation.findings import Where
from generator.schema.component import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.core.problem import KeyPath
    from generator.evaluation.license_tests import LicenseJudge
    from generator.loading.catalog import JudgmentQuestion
    from generator.schema.component import Component
    from generator.schema.framework import Framework
    from generator.schema.record import Fact, Record


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names a finding may use: components and judgments by id, and the judge of licenses."""

    components: Mapping[str, Component]
    judgments: Mapping[str, JudgmentQuestion]
    licenses: LicenseJudge


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged: one release under one framework."""

    id: str
    record: Record
    framework: Framework
    vocabulary: Vocabulary

    def applying(self, component: str, instead: str | None) -> str:
        """Return the component, or the one that takes its place where it does not apply to the release."""
        return instead if instead and self.fact(component).status is Status.NOT_APPLICABLE else component

    def fact(self, component: str) -> Fact:
        """Return what the record says of a component."""
        return self.record.fact(component)

    def name(self, component: str) -> str:
        """Return what readers call a component."""
        return self.vocabulary.components[component].name

    def component(self, component: str, *rest: str | int) -> Where:
        """Return the place of a component in the record, or of a part of it."""
        return self.place("components", component, *rest)

    def place(self, *path: str | int) -> Where:
        """Return a place in the record."""
        where: KeyPath = path
        return Where(paths.record_file(self.id), where)

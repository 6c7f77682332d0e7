"""What a census of the whole Hub says: the sentences to quote, and how large each part is of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.core.clock import in_words
from generator.core.enums import DescribedEnum
from generator.schema.census_figure import Count
from generator.schema.census_words import LicenseClass, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.schema.census import Census, LicenseUse, Slice, TestCount
    from generator.schema.census_figure import Figure
    from generator.schema.census_lineage import Clause, ReleaseUse
    from generator.schema.census_words import Rule

NOTHING = Count(repositories=0, downloads=0)
TITLE = "What the model repositories of the Hugging Face Hub declare"
HEADLINE_TEST = "osi-approved"
"""The license test whose result the headline quotes."""


class Openness(DescribedEnum):
    """The classes of licenses in groups that a bar can show; each member carries its words and its classes."""

    words: str
    classes: tuple[LicenseClass, ...]

    OSI = "osi", "OSI-approved", (LicenseClass.OSI_APPROVED,)
    FREE = "free", "No limit on use", (LicenseClass.UNLIMITED,)
    LIMITED = "limited", "Limits on use", (LicenseClass.LIMITED, LicenseClass.NONCOMMERCIAL)
    UNDECIDED = "undecided", "Cannot be told", (LicenseClass.UNSURE, LicenseClass.OTHER, LicenseClass.UNCATALOGED)
    NONE = "none", "None declared", (LicenseClass.NONE,)


@dataclass(frozen=True, slots=True)
class Part:
    """A count and the whole that it is a part of, in percent; None of a whole that is nothing."""

    count: Count
    whole: Count

    @property
    def repositories(self) -> float | None:
        """Its share of the repositories."""
        return _percent(self.count.repositories, self.whole.repositories)

    @property
    def downloads(self) -> float | None:
        """Its share of the downloads."""
        return _percent(self.count.downloads, self.whole.downloads)


@dataclass(frozen=True, slots=True)
class Row:
    """The repositories that share something, by its name, in groups of how open they are."""

    key: str
    whole: Count
    parts: Mapping[Openness, Part]


@dataclass(frozen=True, slots=True)
class Test:
    """The result of one license test, each answer as a part of the repositories with weights."""

    __test__ = False  # pytest takes it for a test

    row: TestCount
    yes: Part
    no: Part
    unknown: Part


@dataclass(frozen=True)
class WholeHub:
    """The conclusions from one census."""

    census: Census

    @property
    def day(self) -> str:
        """The day of the snapshot in words."""
        return in_words(self.census.date)

    @cached_property
    def all(self) -> Count:
        """All repositories."""
        return self.total("all")

    def total(self, key: str) -> Count:
        """Return one of the totals, such as `with-weights`; nothing if the census does not have it."""
        return next((row for row in self.census.totals.rows if row.key == key), NOTHING)

    def part(self, count: Count) -> Part:
        """Return a count as a part of all repositories."""
        return Part(count, self.all)

    @property
    def sentence(self) -> str:
        """The sentence to quote, with its date."""
        weights, passed = self.total("with-weights"), self.headline.yes
        share, silent = _percent(passed.repositories, weights.repositories), self._silent_share
        return (
            f"On {self.day}, {said(share)} of the {weights.repositories:,} repositories with model weights on the"
            f" Hugging Face Hub declared an OSI-approved license; {said(silent)} declared no license at all."
        )

    @property
    def subtitle(self) -> str:
        """What the picture shows."""
        return (
            f"All {self.all.repositories:,} public repositories on {self.day} by the license they declare, and their"
            " downloads in the 30 days before."
        )

    @property
    def downloads_sentence(self) -> str:
        """The same weighed by use."""
        share = _test(self.headline).yes.downloads
        return (
            f"Weighed by use: of all their downloads in the 30 days before, {said(share)} went to repositories that"
            " declared an OSI-approved license."
        )

    @cached_property
    def headline(self) -> TestCount:
        """How the declared licenses do in the test of the headline."""
        rows = self.census.tests.rows
        return next((row for row in rows if row.test == HEADLINE_TEST), rows[0])

    @property
    def tests(self) -> list[Test]:
        """The results of all license tests."""
        return [_test(row) for row in self.census.tests.rows]

    @property
    def range_sentence(self) -> str:
        """How far the license tests of the definitions are apart."""
        tests = [test for test in self.tests if test.row.definition and test.yes.repositories is not None]
        if not tests:
            return "The same declared licenses, put to several license tests."
        shares = [test.yes.repositories or 0 for test in tests]
        definitions = len({test.row.definition for test in tests})
        return (
            f"The declared licenses, put to the license tests of {definitions} definitions of open: between"
            f" {said(min(shares))} and {said(max(shares))} of the repositories with weights pass, depending on which."
        )

    @property
    def _silent_share(self) -> float | None:
        silent = sum(row.with_weights for row in self.census.classes.rows if row.license_class is LicenseClass.NONE)
        return _percent(silent, sum(row.with_weights for row in self.census.classes.rows))

    @property
    def inheritance_sentence(self) -> str:
        """What the outcomes of license inheritance say."""
        conflict, allowed = self._outcome(Outcome.CONFLICT), self._outcome(Outcome.ALLOWED)
        derivatives = self.derivatives.repositories
        told = conflict.repositories + allowed.repositories
        return (
            f"Of the {derivatives:,} repositories that name a base model, {told:,} declare a license that can be"
            f" compared with those of the models they come from; {conflict.repositories:,} of them"
            f" ({said(_percent(conflict.repositories, told))}) declare terms that one of those licenses does not allow."
        )

    @property
    def derivatives(self) -> Count:
        """The repositories that name a base model."""
        return next((row.derivatives for row in self.census.lineage.rows), NOTHING)

    @property
    def releases(self) -> list[ReleaseUse]:
        """The releases of our records that something was made from, those with most derivatives first."""
        used = [row for row in self.census.release_uses.rows if row.derivatives.repositories]
        return sorted(used, key=lambda row: (-row.derivatives.repositories, row.release))

    def of_derivatives(self, count: Count) -> Part:
        """Return a count as a part of the repositories that name a base model."""
        return Part(count, self.derivatives)

    def of_merges(self, count: Count) -> Part:
        """Return a count as a part of the merges of at least two bases that are in the snapshot."""
        return Part(count, _sum(self.census.merges.rows))

    def _outcome(self, outcome: Outcome) -> Count:
        return next((row for row in self.census.outcomes.rows if row.outcome is outcome), NOTHING)

    @property
    def conflicts(self) -> Count:
        """The derivatives that declare terms that the license of a base does not allow."""
        return self._outcome(Outcome.CONFLICT)

    @cached_property
    def license_ids(self) -> Mapping[str, tuple[str, ...]]:
        """The licenses of our catalog that each tag stands for."""
        found: dict[str, tuple[str, ...]] = {}
        for use in self.census.license_uses.rows:
            for tag in use.tags:
                found[tag] = (*found.get(tag, ()), use.license)
        return found | {row.tag: row.ids for row in self.census.licenses.rows if row.ids}

    def clauses(self, tags: Iterable[str], rules: Iterable[Rule]) -> list[Clause]:
        """Return the words behind these rules in the licenses that the tags stand for."""
        ids = {license_id for tag in tags for license_id in self.license_ids.get(tag, ())}
        asked = set(rules)
        return [clause for clause in self.census.clauses if clause.license in ids and clause.rule in asked]

    def rows(self, figure: Figure[Slice]) -> list[Row]:
        """Return the rows of a figure that tells the classes of licenses apart."""
        return [Row(row.key, row, _grouped(row)) for row in figure.rows]

    @cached_property
    def groups(self) -> Mapping[Openness, Part]:
        """All repositories, in groups of how open they are."""
        return {
            group: self.part(_sum(row for row in self.census.classes.rows if row.license_class in group.classes))
            for group in Openness
        }


@dataclass(frozen=True, slots=True)
class Use:
    """How much a license of our catalog is used, by a query on a day."""

    row: LicenseUse
    query: str
    day: str

    @property
    def words(self) -> str:
        """The figures in words."""
        ends = "y" if self.row.repositories == 1 else "ies"
        return f"{self.row.repositories:,} repositor{ends}, {self.row.downloads:,} downloads a month"


def license_use(license_id: str, census: Census | None) -> Use | None:
    """Return how much a license of our catalog is used; None if no census counts it."""
    figure = census.license_uses if census else None
    found = next((row for row in figure.rows if row.license == license_id), None) if figure else None
    return Use(found, figure.query, in_words(census.date)) if census and figure and found else None


def said(percent: float | None) -> str:
    """Return a percentage in words: two digits, no more than a census can know."""
    if percent is None:
        return "an unknown share"
    if _ALMOST <= percent < 100:  # noqa: PLR2004  # the whole
        return "more than 99\N{NO-BREAK SPACE}%"
    if 0 < percent < _LEAST:
        return f"less than {_LEAST}\N{NO-BREAK SPACE}%"
    digits = 1 if 0 < percent < _WHOLE else 0
    return f"{percent:.{digits}f}\N{NO-BREAK SPACE}%"


_LEAST, _WHOLE, _ALMOST = 0.1, 9.95, 99.5
"""The least percentage that one digit after the point can say, from where on it takes none, and what is nearly all."""


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _sum(counts: Iterable[Count]) -> Count:
    found = list(counts)
    return Count(repositories=sum(each.repositories for each in found), downloads=sum(each.downloads for each in found))


def _test(row: TestCount) -> Test:
    whole = _sum((row.yes, row.no, row.unknown))
    return Test(row, Part(row.yes, whole), Part(row.no, whole), Part(row.unknown, whole))


def _grouped(row: Slice) -> Mapping[Openness, Part]:
    return {
        group: Part(_sum(row.classes[each] for each in group.classes if each in row.classes), row) for group in Openness
    }

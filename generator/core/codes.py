"""The codes of everything the check can report. A code never changes its meaning and is never reused.

`codes.yaml`, next to this file, says what each code means and why it matters, with a wrong and a right example. The
pages about the codes are made from it, and the tests run every example.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """A kind of problem. The groups, by hundreds: files, shapes, values, references, records, licenses, frameworks."""

    NOT_YAML = "OPN001"
    TOO_LARGE = "OPN002"
    NOT_UTF8 = "OPN003"
    HIDDEN_CHARACTER = "OPN004"
    DUPLICATE_KEY = "OPN005"
    YAML_FEATURE = "OPN006"
    COMMENT_AFTER_VALUE = "OPN007"
    NEEDS_QUOTES = "OPN008"
    FILE_NAME = "OPN010"
    STRAY_FILE = "OPN011"
    NO_REGULAR_FILE = "OPN012"
    UNREADABLE = "OPN013"
    FILE_MISSING = "OPN014"
    TWIN_FILE = "OPN015"
    HUB_FILE = "OPN016"
    LEDGER = "OPN017"
    REWRITTEN = "OPN018"

    UNKNOWN_KEY = "OPN101"
    MISSING_KEY = "OPN102"
    NOT_ONE_OF = "OPN103"
    WRONG_SHAPE = "OPN104"
    EMPTY = "OPN105"
    TOO_LONG = "OPN106"
    NOT_A_NUMBER = "OPN107"
    OUT_OF_RANGE = "OPN108"

    NOT_A_DATE = "OPN201"
    IN_THE_FUTURE = "OPN202"
    TOO_EARLY = "OPN203"
    NOT_AN_ADDRESS = "OPN204"
    NOT_AN_ID = "OPN205"
    RESERVED = "OPN206"
    UNWRITTEN = "OPN207"
    NO_SOURCE = "OPN208"
    LOOSE_ADDRESS = "OPN209"
    MIXED_SCRIPTS = "OPN210"
    SAYS_NOTHING = "OPN211"
    BARE_HOST = "OPN250"
    NOT_HTTPS = "OPN251"
    POOR_SUMMARY = "OPN252"

    UNKNOWN_ID = "OPN301"
    UNKNOWN_LICENSE = "OPN302"
    LICENSE_WITHOUT_ENTRY = "OPN303"
    NO_DEVELOPER = "OPN304"
    OWN_BASE = "OPN305"
    TAKEN_NAME = "OPN306"
    FAMILY_SPELLING = "OPN307"
    COMPARED_TWICE = "OPN308"
    HUB_OF_ANOTHER = "OPN350"
    HUB_LICENSE = "OPN351"
    FAMILY_OF_ANOTHER = "OPN352"

    NOT_BACKED = "OPN401"
    GATE_WITHOUT_PARTIAL = "OPN402"
    LICENSE_OF_NOTHING = "OPN403"
    ALWAYS_APPLIES = "OPN404"
    CLAIM_WITHOUT_QUOTE = "OPN405"
    NONE_BESIDE_OTHERS = "OPN406"
    DATASETS_ELSEWHERE = "OPN407"
    OPEN_YET_CLOSED = "OPN408"
    DATASET_WITHOUT_ADDRESS = "OPN409"
    NO_SUCH_RESULT = "OPN410"
    COMPUTE_FIGURES = "OPN411"
    REPEATED = "OPN412"
    CHECKED_TOO_EARLY = "OPN413"
    BASE_NEWER = "OPN414"
    LICENSE_WITHOUT_WORK = "OPN415"
    CLOSED_YET_OPEN = "OPN416"
    NO_DATASETS = "OPN417"
    UNEXPLAINED = "OPN418"
    INDEX_NOT_SHOWN = "OPN419"
    NOTE_CONTRADICTS = "OPN420"
    DATASET_NOT_OPEN = "OPN421"
    DATASET_REASON = "OPN422"
    QUOTE_OF_NONE = "OPN423"
    LABEL_NOT_QUOTED = "OPN424"
    CONTRADICTION = "OPN425"
    GATE_BEFORE_PART = "OPN426"
    LICENSE_MISFIT = "OPN427"
    UNDISCLOSED_SHOWN = "OPN428"
    NOT_A_COPY = "OPN430"
    STALE = "OPN450"
    KEY_ORDER = "OPN451"
    WEIGHTS_WITHOUT_HUB = "OPN452"
    DRAFT_LEFT = "OPN453"
    UNLIKE_ITS_NAME = "OPN454"

    UNSHOWN_YES = "OPN501"
    UNSHOWN_NO = "OPN502"
    MISPLACED_FIGURE = "OPN503"
    LOOSE_CONDITION = "OPN504"
    UNNAMED_LIMIT = "OPN505"
    TAKEN_SHORT = "OPN506"
    HEARSAY = "OPN507"

    BAD_LICENSE_TEST = "OPN601"
    BAD_CLAUSE = "OPN602"
    BAD_CRITERION = "OPN603"
    BAD_COMPOSITION = "OPN604"
    UNUSED_TEST = "OPN605"
    UNKNOWN_QUESTION = "OPN606"
    BAD_ARGUMENT = "OPN607"
    SAME_ID = "OPN608"

    @property
    def is_warning(self) -> bool:
        """Whether the check reports the problem but passes: the last two digits are 50 or more."""
        return int(self.value[-2:]) >= FIRST_WARNING

    @property
    def is_mechanical(self) -> bool:
        """Whether `check --fix` repairs it where the repair is certain."""
        return self in _MECHANICAL


FIRST_WARNING = 50
"""The first number of each group that is for warnings."""
_MECHANICAL = frozenset(
    {
        Code.NOT_YAML,
        Code.COMMENT_AFTER_VALUE,
        Code.NEEDS_QUOTES,
        Code.UNKNOWN_KEY,
        Code.NOT_ONE_OF,
        Code.NOT_A_DATE,
        Code.UNKNOWN_ID,
        Code.UNKNOWN_LICENSE,
        Code.KEY_ORDER,
        Code.HIDDEN_CHARACTER,
        Code.WRONG_SHAPE,
        Code.NOT_AN_ID,
        Code.NO_SOURCE,
        Code.LOOSE_ADDRESS,
        Code.POOR_SUMMARY,
        Code.REPEATED,
        Code.DRAFT_LEFT,
    }
)

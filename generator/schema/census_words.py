"""The closed lists of a census: classes of licenses, relations between repositories, and rules of inheritance.

Each member carries the words that pages print.
"""

from __future__ import annotations

from generator.core.enums import DescribedEnum
from generator.schema.term import Term


class LicenseClass(DescribedEnum):
    """What the declared license of a repository is; every repository is in exactly one class.

    Each member carries its words and what it means. The tests behind the first three are those of
    `data/license-tests.yaml`.
    """

    words: str
    meaning: str

    OSI_APPROVED = "osi-approved", "OSI-approved", "a license that the Open Source Initiative has approved"
    UNLIMITED = "unlimited", "No limit on use", "another license of our catalog, for any business and any use"
    LIMITED = "limited", "With limits on use", "a license for commercial use that limits who may use it, or for what"
    NONCOMMERCIAL = "noncommercial", "Noncommercial", "a license that does not allow commercial use"
    UNSURE = "unsure", "Not decided", "a tag for licenses of several classes, or for terms that are not known"
    OTHER = "other", "Other", "the tag `other` or `unknown`, which names no license"
    UNCATALOGED = "uncataloged", "Not in our catalog", "a tag that stands for no license of our catalog"
    NONE = "none", "None declared", "no license is declared"


class Relation(DescribedEnum):
    """How a repository says that it was made from another one; each member carries its words."""

    words: str

    FINETUNE = "finetune", "fine-tuned from"
    ADAPTER = "adapter", "an adapter for"
    QUANTIZED = "quantized", "a quantized copy of"
    MERGE = "merge", "merged from"
    UNSTATED = "unstated", "made from"


class Outcome(DescribedEnum):
    """Whether what a derivative declares goes together with the license of its base; each member carries its words."""

    words: str

    CONFLICT = "conflict", "declares terms that the license of the base does not allow"
    ALLOWED = "allowed", "declares terms that the license of the base allows"
    NOT_KNOWN = "not-known", "cannot be told"


class Rule(DescribedEnum):
    """What the license of a base asks of what is made from it: the term it rests on, and words for a sentence.

    `asks` follows the name of the license of the base: "Llama 3.1 Community binds its users to a separate use policy".
    """

    term: Term
    asks: str

    NO_DERIVATIVES = "no-derivatives", Term.DERIVATIVES, "does not allow modified versions to be shared"
    NO_REDISTRIBUTION = "no-redistribution", Term.REDISTRIBUTION, "does not allow copies to be passed on"
    NONCOMMERCIAL = "noncommercial", Term.COMMERCIAL_USE, "does not allow commercial use"
    OUTPUT_TRAINING = "output-training", Term.OUTPUT_TRAINING, "does not allow training other models on its outputs"
    USER_CAP = "user-cap", Term.USER_CAP, "asks companies with many users for another license"
    REVENUE_CAP = "revenue-cap", Term.REVENUE_CAP, "asks companies with much revenue for another license"
    BUSINESS_LIMIT = "business-limit", Term.BUSINESS_LIMIT, "keeps some kinds of business out"
    FIELD_OF_USE = "field-of-use", Term.FIELD_OF_USE, "bars some uses"
    USE_POLICY = "use-policy", Term.USE_POLICY, "binds its users to a separate use policy"
    TERRITORY = "territory", Term.TERRITORY, "does not apply everywhere"
    SAME_LICENSE = "same-license", Term.COPYLEFT, "asks for modified versions under the same license"
    SAME_RESTRICTIONS = "same-restrictions", Term.COPYLEFT, "asks for its restrictions in modified versions, too"
    ATTRIBUTION = "attribution", Term.ATTRIBUTION, "asks for notices and credit"
    NAMING = "naming", Term.NAMING, "asks for a name to be shown"
    NAME_PREFIX = "name-prefix", Term.NAMING, "asks for names of modified versions that begin as it says"
    REGISTRATION = "registration", Term.REGISTRATION, "asks people to register before they use it"


class Reason(DescribedEnum):
    """Why it cannot be told whether a derivative goes together with its base; each member carries its words."""

    words: str

    DERIVATIVE_SILENT = "derivative-silent", "the derivative declares no license"
    BASE_SILENT = "base-silent", "the base declares no license"
    BASE_MISSING = "base-missing", "the base is not in the snapshot: private, deleted, or under another name"
    UNCATALOGED = "uncataloged", "one of the two licenses is not in our catalog"
    TERMS = "terms", "the texts of the two licenses leave it open, or limit in different words"
    ADAPTER = (
        "adapter",
        "the derivative is or may be an adapter, and our catalog does not say whether the license covers it",
    )

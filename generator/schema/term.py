"""Value: the terms a license can set, with the words in which every page says them to a reader."""

from __future__ import annotations

from enum import StrEnum

from generator.core.enums import DescribedEnum


class Side(StrEnum):
    """What a term is to the one who receives the license."""

    PERMISSION = "permission"
    LIMIT = "limit"
    DUTY = "duty"
    PATENT = "patent"


class Term(DescribedEnum):
    """A term a license can set.

    The heading names the right that a reader wants ("Any number of users"), or the duty. `yes` and `no` are the
    sentences for the answers, `short_yes` and `short_no` the words for a table cell under the heading. `limited` begins
    the sentence of an answer that a condition limits; the condition follows, such as "only for research".
    """

    side: Side
    heading: str
    yes: str
    no: str
    limited: str
    short_yes: str
    short_no: str

    COMMERCIAL_USE = (
        "commercial-use",
        Side.PERMISSION,
        "Commercial use",
        "You may use it commercially.",
        "You may not use it commercially.",
        "You may use it commercially, but",
        "allowed",
        "not allowed",
    )
    REDISTRIBUTION = (
        "redistribution",
        Side.PERMISSION,
        "Sharing copies",
        "You may pass copies on.",
        "You may not pass copies on.",
        "You may pass copies on, but",
        "allowed",
        "not allowed",
    )
    DERIVATIVES = (
        "derivatives",
        Side.PERMISSION,
        "Modified versions",
        "You may make and share modified versions.",
        "You may not make and share modified versions.",
        "You may make and share modified versions, but",
        "allowed",
        "not allowed",
    )
    OUTPUT_TRAINING = (
        "output-training",
        Side.PERMISSION,
        "Training other models on outputs",
        "You may train other models on its outputs.",
        "You may not train other models on its outputs.",
        "You may train other models on its outputs, but",
        "allowed",
        "not allowed",
    )
    USER_CAP = (
        "user-cap",
        Side.LIMIT,
        "Any number of users",
        "Companies with too many users need another license.",
        "You may have any number of users.",
        "You may have any number of users, but",
        "limited",
        "any number",
    )
    REVENUE_CAP = (
        "revenue-cap",
        Side.LIMIT,
        "Any revenue",
        "Companies with too much revenue need another license.",
        "You may have any revenue.",
        "You may have any revenue, but",
        "limited",
        "any revenue",
    )
    BUSINESS_LIMIT = (
        "business-limit",
        Side.LIMIT,
        "Any kind of business",
        "Some kinds of business may not use it on these terms.",
        "Any kind of business may use it on these terms.",
        "Any kind of business may use it on these terms, but",
        "some kinds excluded",
        "any kind",
    )
    FIELD_OF_USE = (
        "field-of-use",
        Side.LIMIT,
        "Any purpose",
        "The license itself bars some uses.",
        "The license itself bars no use.",
        "You may use it for any purpose, but",
        "some uses barred",
        "any purpose",
    )
    USE_POLICY = (
        "use-policy",
        Side.LIMIT,
        "Use without a separate policy",
        "A separate acceptable use policy binds you.",
        "No separate use policy binds you.",
        "You may use it, but",
        "a policy binds you",
        "no policy",
    )
    TERRITORY = (
        "territory",
        Side.LIMIT,
        "Use everywhere",
        "The license does not apply everywhere.",
        "The license applies everywhere.",
        "The license applies everywhere, but",
        "some places excluded",
        "everywhere",
    )
    REMOTE_RESTRICTION = (
        "remote-restriction",
        Side.LIMIT,
        "Use out of the licensor's reach",
        "The licensor may restrict your use later, or demand that you update.",
        "The licensor may not restrict your use from afar.",
        "The licensor may restrict your use later, but",
        "may be restricted",
        "out of reach",
    )
    UNILATERAL_UPDATE = (
        "unilateral-update",
        Side.LIMIT,
        "Terms that stay the same",
        "The licensor may change the terms for copies you already have.",
        "The terms of your copy stay the same.",
        "The licensor may change the terms for copies you already have, but",
        "may change",
        "stay the same",
    )
    REVOCABLE = (
        "revocable",
        Side.LIMIT,
        "A license that lasts",
        "The licensor may end the license even if you keep to it.",
        "No clause lets the licensor end the license while you keep to it.",
        "The licensor may end the license even if you keep to it, but",
        "revocable",
        "lasts",
    )
    ATTRIBUTION = (
        "attribution",
        Side.DUTY,
        "Notices and credit",
        "You have to keep notices, give credit, or pass on the license.",
        "You need not keep notices or give credit.",
        "You have to keep notices, give credit, or pass on the license, but",
        "required",
        "none",
    )
    NAMING = (
        "naming",
        Side.DUTY,
        "Name to show",
        "You have to show a name, or put it into yours.",
        "You need not show any name.",
        "You have to show a name, or put it into yours, but",
        "required",
        "none",
    )
    REGISTRATION = (
        "registration",
        Side.DUTY,
        "Registration",
        "You have to register, or ask, before you use it.",
        "You need not register or ask.",
        "You have to register, or ask, before you use it, but",
        "required",
        "none",
    )
    COPYLEFT = (
        "copyleft",
        Side.DUTY,
        "Same terms for modified versions",
        "Modified versions have to carry these terms on.",
        "Modified versions may have other terms.",
        "Modified versions have to carry these terms on, but",
        "required",
        "not required",
    )
    PATENT_GRANT = (
        "patent-grant",
        Side.PATENT,
        "Patent rights",
        "The license grants patent rights expressly.",
        "The license grants no patent rights expressly.",
        "The license grants patent rights expressly, but",
        "granted",
        "not granted expressly",
    )
    PATENT_RETALIATION = (
        "patent-retaliation",
        Side.PATENT,
        "End of rights after a lawsuit",
        "Rights end for those who start certain lawsuits.",
        "Lawsuits do not end your rights.",
        "Rights end for those who start certain lawsuits, but",
        "after some lawsuits",
        "none",
    )

    @property
    def favorable(self) -> str:
        """What the license says on this term when it takes nothing from the reader."""
        return self.yes if self.side is Side.PERMISSION else self.no

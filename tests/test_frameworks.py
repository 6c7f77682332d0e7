"""Every framework by its text: small releases with the verdict that the clause named in the case demands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest
from judging import assessment, cards, catalog, release

from generator.analysis.disagreements import splits

if TYPE_CHECKING:
    from generator.analysis.verdicts import Verdict
    from generator.schema.record import Record

PRE, POST = "pretraining-data", "post-training-data"
SUFFICIENT = {"data-information-sufficient": "yes"}
Made = Mapping[str, Any]

OSAID: list[tuple[str, Made, str]] = [
    ("everything under OSI-approved terms", {}, "Met"),
    ("parameters: a RAIL license restricts use", {"weights_final": "open bloom-rail-1.0"}, "Not met"),
    ("parameters: a user cap restricts use", {"weights_final": "open llama-3.1-community"}, "Not met"),
    (
        "parameters: terms off the OSI's list that limit nothing are not known",
        {"weights_final": "open CC-BY-4.0"},
        "Not known",
    ),
    ("parameters: a license is not known", {"weights_final": "open"}, "Not known"),
    ("parameters: behind a click-through gate", {"weights_final": "gated Apache-2.0"}, "Met"),
    ("parameters: 'without having to ask for permission'", {"weights_final": "on-request Apache-2.0"}, "Not met"),
    (
        "parameters: the recipient of MIT OR a restrictive license chooses",
        {"weights_final": "open MIT OR gemma-terms"},
        "Met",
    ),
    ("parameters: both of two licenses bind", {"weights_final": "open MIT AND gemma-terms"}, "Not met"),
    ("checklist: intermediate checkpoints are not required", {"weights_intermediate": "closed"}, "Met"),
    ("checklist: evaluation is optional", {"evaluation_code": "closed", "evaluation_data": "closed"}, "Met"),
    ("code: no training code", {"training_code": "closed"}, "Not met"),
    ("code: training code of some stages is not complete", {"training_code": "partial MIT"}, "Not met"),
    ("code: processing code is not known", {"data_preprocessing_code": "?"}, "Not known"),
    ("code: CC-BY is not OSI-approved for code", {"inference_code": "open CC-BY-4.0"}, "Not met"),
    ("code: 'if used': no library beyond its own code", {"supporting_libraries": "n/a"}, "Met"),
    ("code: a library under an OSI-approved license", {"supporting_libraries": "open BSD-3-Clause"}, "Met"),
    ("code: a library under use limits", {"supporting_libraries": "open bigcode-openrail-m-1"}, "Not met"),
    ("code: a library whose license is not known", {"supporting_libraries": "open"}, "Not known"),
    ("code: some libraries are missing", {"supporting_libraries": "partial MIT"}, "Not met"),
    ("checklist: 'training, validation, testing'", {"training_code": "open Apache-2.0", "evaluation_code": "?"}, "Met"),
    ("data information 'under OSI-approved terms'", {"data_information": "open Apache-2.0"}, "Met"),
    ("data information: the draft FAQ names CC BY-SA for documents", {"data_information": "open CC-BY-SA-4.0"}, "Met"),
    ("data information: a license of databases", {"data_information": "open ODC-By-1.0"}, "Not known"),
    ("data information: its license is not known", {"data_information": "open"}, "Not known"),
    ("data information: readers get no license", {"data_information": "open arxiv-nonexclusive"}, "Not met"),
    ("data information: none, although the data are shared", {"data_information": "closed"}, "Not met"),
    ("data information: in part, beside data that are shared", {"data_information": "partial CC-BY-4.0"}, "Met"),
    ("data: undisclosed", {"pretraining_data": "closed", "datasets": {PRE: ("undisclosed",)}}, "Not met"),
    (
        "data: public and listed, with a published judgment",
        {"pretraining_data": "partial", "datasets": {PRE: ("public at", "open")}, "judgments": SUFFICIENT},
        "Met",
    ),
    (
        "data: public and listed, nobody judged the information",
        {"pretraining_data": "partial", "datasets": {PRE: ("public at",)}},
        "Not known",
    ),
    (
        "data: obtainable for a fee, but nobody says where",
        {"pretraining_data": "partial", "datasets": {PRE: ("obtainable",)}, "judgments": SUFFICIENT},
        "Not known",
    ),
    (
        "data: unshareable with a reason, with a published judgment",
        {"pretraining_data": "partial", "datasets": {PRE: ("unshareable privacy",)}, "judgments": SUFFICIENT},
        "Met",
    ),
    (
        "data: unshareable without a reason",
        {"pretraining_data": "partial", "datasets": {PRE: ("unshareable",)}, "judgments": SUFFICIENT},
        "Not known",
    ),
    (
        "data: one of several is undisclosed",
        {"pretraining_data": "partial", "datasets": {PRE: ("open", "undisclosed")}, "judgments": SUFFICIENT},
        "Not met",
    ),
    ("copyleft is allowed", {"weights_final": "open GPL-3.0-only", "training_code": "open GPL-3.0-only"}, "Met"),
    ("parameters: noncommercial", {"weights_final": "open CC-BY-NC-4.0"}, "Not met"),
    (
        "data: the judgment says no",
        {
            "pretraining_data": "partial",
            "datasets": {PRE: ("public at",)},
            "judgments": {"data-information-sufficient": "no"},
        },
        "Not met",
    ),
    ("data: no floor for the license of data", {"pretraining_data": "open unlicensed"}, "Met"),
    ("data: post-training does not apply", {"post_training_data": "n/a"}, "Met"),
]

TOP = "Open Source AI with Open Data"
G7: list[tuple[str, Made, str]] = [
    ("level 1: everything under open licenses", {}, "Open Source AI with Open Data"),
    (
        "level 1: data under a license for noncommercial use",
        {"pretraining_data": "open CC-BY-NC-4.0"},
        "Open Source AI",
    ),
    (
        "level 1: a license of databases is no license of their contents",
        {"pretraining_data": "open ODC-By-1.0"},
        "Open Source AI to Open Source AI with Open Data (facts missing)",
    ),
    ("level 1: content under CC BY-SA, every dataset open", {"pretraining_data": "open CC-BY-SA-4.0"}, TOP),
    (
        "level 1: one dataset in the collection is only public",
        {"datasets": {PRE: ("open", "public at")}},
        "Open Source AI to Open Source AI with Open Data (facts missing)",
    ),
    (
        "level 1: no list of what is in the collection",
        {"datasets": {PRE: ()}},
        "Open Source AI to Open Source AI with Open Data (facts missing)",
    ),
    ("level 1: one dataset cannot be had", {"datasets": {PRE: ("open", "obtainable at")}}, "Open Source AI"),
    (
        "level 1: the license of the data is not known",
        {"pretraining_data": "open"},
        "Open Source AI to Open Source AI with Open Data (facts missing)",
    ),
    (
        "level 2: sharing is legally impossible",
        {"pretraining_data": "partial", "datasets": {PRE: ("unshareable legal",)}},
        "Open Source AI",
    ),
    (
        "level 2: without data information in its place",
        {"pretraining_data": "partial", "datasets": {PRE: ("unshareable legal",)}, "data_information": "closed"},
        "Open Weights AI",
    ),
    (
        "level 2: privacy alone is not said to be a legal or technical reason",
        {"pretraining_data": "partial", "datasets": {PRE: ("unshareable privacy",)}},
        "Open Weights AI to Open Source AI (facts missing)",
    ),
    (
        "level 2: data information in part may not be 'about the unavailable data'",
        {"pretraining_data": "partial", "datasets": {PRE: ("unshareable legal",)}, "data_information": "partial"},
        "Open Weights AI to Open Source AI (facts missing)",
    ),
    ("level 2: undisclosed data", {"pretraining_data": "closed"}, "Open Weights AI"),
    (
        "level 2: sharing is technically impossible",
        {"pretraining_data": "partial", "datasets": {PRE: ("open", "unshareable technical")}},
        "Open Source AI",
    ),
    (
        "level 2: unshareable without a reason is not decided",
        {"pretraining_data": "partial", "datasets": {PRE: ("unshareable",)}},
        "Open Weights AI to Open Source AI (facts missing)",
    ),
    (
        "an interval: MIT weights, nobody checked for deployment code",
        {"weights_final": "open MIT", "inference_code": "?"},
        "Up to Open Source AI with Open Data (facts missing)",
    ),
    (
        "level 3: documents and evaluation do not count",
        {"training_code": "closed", "model_card": "closed"},
        "Open Weights AI",
    ),
    ("level 3: no training code", {"training_code": "closed"}, "Open Weights AI"),
    (
        "level 3: training code is not known",
        {"training_code": "?"},
        "Open Weights AI to Open Source AI with Open Data (facts missing)",
    ),
    ("level 4: a license with restrictions", {"weights_final": "gated gemma-terms"}, "Weights Available AI"),
    (
        "level 4: restrictions on the deployment code",
        {"inference_code": "open llama-3-community"},
        "Weights Available AI",
    ),
    ("unclassified: deployment code is missing", {"inference_code": "closed"}, "Unclassified"),
    ("unclassified: no weights", {"weights_final": "closed"}, "Unclassified"),
]

FREEDOMS: list[tuple[str, Made, str]] = [
    ("all freedoms", {}, "Met"),
    ("freedom 0: noncommercial only", {"weights_final": "open CC-BY-NC-4.0"}, "Not met"),
    ("freedom 0: an acceptable use policy", {"weights_final": "open gemma-terms"}, "Not met"),
    ("freedom 0: a license by territory", {"weights_final": "open hunyuan-large-community"}, "Not met"),
    ("freedom 0: the license is not known", {"weights_final": "open"}, "Not known"),
    ("freedom 1, sources: no training data", {"pretraining_data": "closed"}, "Not met"),
    ("freedom 1, sources: no license to change the data", {"pretraining_data": "open unlicensed"}, "Not met"),
    ("freedom 1, sources: a license of databases", {"pretraining_data": "open ODC-By-1.0"}, "Not known"),
    ("freedom 1, sources: one dataset is only public", {"datasets": {POST: ("public at",)}}, "Not known"),
    ("freedom 1, sources: content under CC0", {"pretraining_data": "open CC0-1.0"}, "Met"),
    ("freedom 1, weights: architecture is not known", {"architecture": "?"}, "Not known"),
    ("freedom 2: copyleft is no obstacle", {"weights_final": "open CC-BY-SA-4.0"}, "Met"),
    ("freedom 3: a license for academic use only", {"weights_final": "open apple-amlr"}, "Not met"),
]

EXEMPT = {"free-of-monetization": "yes"}
CLEAR = {**EXEMPT, "public-information-sufficient": "yes"}
EU: list[tuple[str, Made, str]] = [
    ("all conditions, and a judgment on monetization", {"judgments": EXEMPT}, "Met"),
    ("53(2): monetization is not judged", {}, "Not known"),
    ("guidelines 85-89: monetized", {"judgments": {"free-of-monetization": "no"}}, "Not met"),
    (
        "guideline 83: a threshold of users",
        {"weights_final": "gated llama-3.1-community", "judgments": EXEMPT},
        "Not met",
    ),
    ("guideline 83: noncommercial", {"weights_final": "open CC-BY-NC-4.0", "judgments": EXEMPT}, "Not met"),
    (
        "guideline 84: RAIL terms are case by case",
        {"weights_final": "open bloom-rail-1.0", "judgments": EXEMPT},
        "Not known",
    ),
    (
        "guideline 84: found proportionate",
        {"weights_final": "open bloom-rail-1.0", "judgments": {**EXEMPT, "use-restrictions-proportionate": "yes"}},
        "Met",
    ),
    (
        "guideline 84: found not proportionate",
        {"weights_final": "open bloom-rail-1.0", "judgments": {**EXEMPT, "use-restrictions-proportionate": "no"}},
        "Not met",
    ),
    ("guideline 84: attribution and copyleft", {"weights_final": "open CC-BY-SA-4.0", "judgments": EXEMPT}, "Met"),
    ("53(2): the license is not known", {"weights_final": "open", "judgments": EXEMPT}, "Not known"),
    (
        'guideline 83: "separate commercial licences for specific use cases"',
        {"weights_final": "open qwen-community-1.0", "judgments": EXEMPT},
        "Not met",
    ),
    (
        "guideline 83: a threshold of revenue",
        {"weights_final": "open stability-ai-community", "judgments": EXEMPT},
        "Not met",
    ),
    (
        "guideline 83 is not cured by a judgment on guideline 84",
        {
            "weights_final": "gated llama-3.1-community",
            "judgments": {**EXEMPT, "use-restrictions-proportionate": "yes"},
        },
        "Not met",
    ),
    (
        "guidelines 79 and 87: a gate that asks for data, for security only",
        {"weights_final": "gated Apache-2.0", "judgments": {**EXEMPT, "personal-data-for-security-only": "yes"}},
        "Met",
    ),
    (
        "guideline 87: a gate that asks for data",
        {"weights_final": "gated Apache-2.0", "judgments": EXEMPT},
        "Not known",
    ),
    ("guideline 80: a ban on training other models", {"weights_final": "open grok-2-community"}, "Not met"),
    (
        "guideline 83, fourth example: hosting needs another license",
        {"weights_final": "open falcon-180b-tii", "judgments": EXEMPT},
        "Not met",
    ),
    ("guidelines 90-92: no information on use", {"usage_information": "closed", "judgments": EXEMPT}, "Not met"),
    ("guideline 91: limits are hardly described", {"usage_information": "partial", "judgments": EXEMPT}, "Not known"),
    ("guideline 91: judged clear enough", {"usage_information": "partial", "judgments": CLEAR}, "Met"),
    ("guideline 91: nothing there to be clear", {"architecture_information": "closed", "judgments": CLEAR}, "Not met"),
    ("guideline 17: 10^22 operations", {"flop": "1e22", "judgments": EXEMPT}, "Likely out of scope"),
    ("guideline 17: exactly 10^23 is not greater", {"flop": "1e23", "judgments": EXEMPT}, "Likely out of scope"),
    ("guideline 17: more than 10^23", {"flop": "1.1e23", "judgments": EXEMPT}, "Met"),
    ("guideline 17: only vectors come out", {"outputs": ("embedding",)}, "Likely out of scope"),
    ("guideline 17: music is not language", {"outputs": ("sound",)}, "Likely out of scope"),
    ("guideline 17: text to image", {"outputs": ("image",), "judgments": EXEMPT}, "Met"),
    ("guideline 17: vectors and text", {"outputs": ("embedding", "text"), "judgments": EXEMPT}, "Met"),
    ("guideline 20: a narrow task, transcribing speech", {"outputs": ("transcript",)}, "Likely out of scope"),
    (
        "guideline 17: out of scope, whatever the license",
        {"flop": "1e22", "weights_final": "open CC-BY-NC-4.0"},
        "Likely out of scope",
    ),
    (
        "guideline 17: the conditions do not wait for the scope",
        {"flop": None, "weights_final": "open CC-BY-NC-4.0"},
        "Not met",
    ),
    (
        "guidelines 90-92: code and data are not needed",
        {"training_code": "closed", "pretraining_data": "closed", "judgments": EXEMPT},
        "Met",
    ),
    ("Article 51(2): more than 10^25 operations", {"flop": "3.8e25", "judgments": EXEMPT}, "Not met"),
    ("Article 51(2): exactly 10^25 is not more", {"flop": "1e25", "judgments": EXEMPT}, "Met"),
    ("Article 51(2): no figure", {"flop": None, "judgments": EXEMPT}, "Not known"),
    (
        "the duties that remain do not decide",
        {"copyright_policy": "closed", "training_content_summary": "closed", "judgments": EXEMPT},
        "Met",
    ),
]

BY_REFERENCE = {"notices-by-reference": "yes"}
OWD: list[tuple[str, Made, str]] = [
    ("every item, with a judgment on notices", {"judgments": BY_REFERENCE}, "Met"),
    ("item 1: no weights", {"weights_final": "closed"}, "Not met"),
    ("item 2: nothing on the data", {"data_information": "closed"}, "Not met"),
    (
        "item 2: information in part may not reach Annex IV(2)(d)",
        {"data_information": "partial", "judgments": BY_REFERENCE},
        "Not known",
    ),
    (
        "item 2: information in part, judged sufficient",
        {"data_information": "partial", "judgments": {**BY_REFERENCE, **SUFFICIENT}},
        "Met",
    ),
    ("item 2: no report and no paper", {"technical_report": "closed", "research_paper": "closed"}, "Not met"),
    ("item 2: nothing on the architecture", {"architecture_information": "closed"}, "Not met"),
    ("items 3 and 5: a use policy", {"weights_final": "open gemma-terms"}, "Not met"),
    ("items 3 to 5: noncommercial", {"weights_final": "open CC-BY-NC-4.0"}, "Not met"),
    ("item 6: no training software", {"training_code": "closed"}, "Not met"),
    ("item 6: training software under use limits", {"training_code": "open bigcode-openrail-m-1"}, "Not met"),
    ("item 6: not known", {"training_code": "?", "judgments": BY_REFERENCE}, "Not known"),
    ("item 8: nobody judged the notices", {}, "Not known"),
    ("item 8: judged that the license does not", {"judgments": {"notices-by-reference": "no"}}, "Not met"),
    (
        "optional: open data",
        {"pretraining_data": "closed", "post_training_data": "closed", "judgments": BY_REFERENCE},
        "Met",
    ),
]

OSA: list[tuple[str, Made, str]] = [
    ("all ten items", {}, "Met"),
    ("the source is not asked for", {"training_code": "closed", "pretraining_data": "closed"}, "Met"),
    ("item 2: no weights", {"weights_final": "closed"}, "Not met"),
    ("item 2: weights on request only", {"weights_final": "on-request MIT"}, "Not met"),
    ("item 1: selling is not licensed", {"weights_final": "open CC-BY-NC-4.0"}, "Not met"),
    ("item 3: no derived works", {"weights_final": "open CC-BY-NC-ND-4.0"}, "Not met"),
    ("item 5: a territory is left out", {"weights_final": "open hunyuan-large-community"}, "Not met"),
    ("item 6: fields are left out", {"weights_final": "open bigcode-openrail-m-1"}, "Not met"),
    ("items 7 to 10: not among our terms", {"weights_final": "open CC-BY-4.0"}, "Not known"),
    ("the license is not known", {"weights_final": "open"}, "Not known"),
]

FSF: list[tuple[str, Made, str]] = [
    ("software, data and parameters are free", {"weights_final": "open GPL-3.0-only"}, "Met"),
    ("software: training code is missing", {"training_code": "closed"}, "Not met"),
    ("software: a license with use limits", {"inference_code": "open bigcode-openrail-m-1"}, "Not met"),
    (
        "data: an unshareable dataset makes it nonfree",
        {"pretraining_data": "partial", "datasets": {PRE: ("unshareable legal",)}},
        "Not met",
    ),
    ("data: ODC-By has no ruling and no limit", {"pretraining_data": "open ODC-By-1.0"}, "Not known"),
    ("data: noncommercial", {"post_training_data": "open CC-BY-NC-4.0"}, "Not met"),
    ("data: one dataset is only public", {"datasets": {PRE: ("public at",)}}, "Not known"),
    ("parameters: terms that can change later", {"weights_final": "open falcon-2-11b-tii"}, "Not met"),
    ("parameters: not known", {"weights_final": "?"}, "Not known"),
]

NOT_PROPRIETARY = {"training-data-not-proprietary": "yes"}
DEBIAN: list[tuple[str, Made, str]] = [
    ("free license, free data and program are there", {}, "Not ruled out"),
    ("(3): no training program", {"training_code": "closed"}, "Ruled out"),
    ("(3): training program is not known", {"training_code": "?"}, "Not known"),
    ("(2): data are private", {"pretraining_data": "closed"}, "Ruled out"),
    (
        "(2): data cannot be shared",
        {"pretraining_data": "partial", "datasets": {PRE: ("unshareable privacy",)}},
        "Ruled out",
    ),
    (
        "(2): data are public on the web",
        {"pretraining_data": "partial", "datasets": {PRE: ("public at",)}},
        "Not known",
    ),
    ("(2): one dataset may be proprietary", {"datasets": {PRE: ("open", "public at")}}, "Not known"),
    ("(2): data without a license may be proprietary", {"pretraining_data": "open unlicensed"}, "Not known"),
    ("(2): data for noncommercial use", {"pretraining_data": "open CC-BY-NC-4.0"}, "Not known"),
    (
        "(2): data to be bought may be proprietary",
        {"pretraining_data": "partial", "datasets": {PRE: ("obtainable at",)}},
        "Not known",
    ),
    (
        "(2): data are public, judged not to be proprietary",
        {"pretraining_data": "partial", "datasets": {PRE: ("public at",)}, "judgments": NOT_PROPRIETARY},
        "Not ruled out",
    ),
    ("(1): the license is not free", {"weights_final": "open llama-2-community"}, "Ruled out"),
]

GRADIENT: list[tuple[str, Made, str]] = [
    ("weights, code and data", {}, "Fully open"),
    ("says nothing on licenses", {"weights_final": "open CC-BY-NC-4.0"}, "Fully open"),
    ("weights only", {"training_code": "closed"}, "Downloadable"),
    ("downloadable without a service", {"training_code": "closed", "hosted_api": "closed"}, "Downloadable"),
    ("a service only", {"weights_final": "closed"}, "Hosted or API access"),
    ("weights on request", {"weights_final": "on-request", "hosted_api": "closed"}, "Hosted or API access"),
    ("nothing", {"weights_final": "closed", "hosted_api": "closed"}, "Fully closed"),
    ("weights are not known", {"weights_final": "?"}, "Hosted or API access to Fully open (facts missing)"),
]

SPECTRUM: list[tuple[str, Made, str]] = [
    ("level 4: all five", {}, "Radical openness"),
    ("no license leg at all", {"weights_final": "open llama-3.1-community"}, "Radical openness"),
    ("level 3: data limited", {"pretraining_data": "closed"}, "Open-source AI"),
    ("level 2: weights only", {"training_code": "closed"}, "Open-weight"),
    ("level 1: no weights", {"weights_final": "closed"}, "Closed"),
    ("level 4: only a paper describes the process", {"technical_report": "closed"}, "Radical openness"),
    ("training code is not known", {"training_code": "?"}, "Open-weight to Radical openness (facts missing)"),
]

AA: list[tuple[str, Made, str]] = [
    ("the part that is not public stays a range", {}, "15 to 18 of 18 points"),
    ("1: an API alone gives two points", {"weights_final": "closed"}, "11 to 14 of 18 points"),
    ("2: a user cap is a meaningful limit", {"weights_final": "gated qwen-license"}, "13 to 16 of 18 points"),
    ("2: noncommercial gives none", {"weights_final": "open CC-BY-NC-4.0"}, "12 to 15 of 18 points"),
    (
        "3 and 4: mean of two kinds of data",
        {"post_training_data": "closed", "data_information": "closed"},
        "12 to 15 of 18 points",
    ),
    ("3: full mix described, part of the data shared", {"pretraining_data": "partial"}, "13 to 16 of 18 points"),
    ("5: only the architecture is described", {"technical_report": "closed"}, "13 to 16 of 18 points"),
    ("5: nobody checked the report", {"technical_report": "?"}, "13 to 18 of 18 points"),
]

INDEX: list[tuple[str, Made, str]] = [
    ("open on all twelve", {}, "12 of 12 points"),
    (
        "3 and 4: gated downloads are partial",
        {"weights_final": "gated Apache-2.0", "weights_base": "gated Apache-2.0"},
        "11 of 12 points",
    ),
    (
        "no base model: its fields repeat the end model's",
        {"weights_base": "n/a", "weights_final": "gated Apache-2.0"},
        "11 of 12 points",
    ),
    ("12: two of weights, code and data", {"training_code": "open llama-2-community"}, "11.5 of 12 points"),
    (
        "12: one of three",
        {
            "training_code": "open llama-2-community",
            "pretraining_data": "open CC-BY-NC-4.0",
            "post_training_data": "open CC-BY-NC-4.0",
        },
        "11 of 12 points",
    ),
    ("12: data 'as available'", {"pretraining_data": "partial CC-BY-4.0"}, "11.5 of 12 points"),
    ("12: data in part, not under an open license", {"pretraining_data": "partial CC-BY-NC-4.0"}, "11 of 12 points"),
    ("12: code in part is not 'fully covered'", {"training_code": "partial MIT"}, "11 of 12 points"),
    ("5: sparse code", {"training_code": "closed", "data_preprocessing_code": "partial MIT"}, "11 of 12 points"),
    ("11: the summary of the AI Act counts as a data sheet", {"data_card": "closed"}, "12 of 12 points"),
    ("8: an archived preprint, and no other report", {"technical_report": "closed"}, "12 of 12 points"),
    ("8: a report that is in no archive", {"research_paper": "closed"}, "11 of 12 points"),
    ("8: a preprint on some parts", {"research_paper": "partial"}, "11.5 of 12 points"),
    ("9: no peer-reviewed paper", {"peer_reviewed_paper": "closed"}, "11 of 12 points"),
    ("10: nobody checked", {"model_card": "?"}, "11 to 12 of 12 points"),
]

MOF: list[tuple[str, Made, str]] = [
    ("class I: all components", {}, "Class I, Open Science"),
    ("class II: no intermediate checkpoints", {"weights_intermediate": "closed"}, "Class II, Open Tooling"),
    ("class III: no training code", {"training_code": "closed"}, "Class III, Open Model"),
    ("substitution: the paper takes the place of the report", {"technical_report": "closed"}, "Class I, Open Science"),
    ("no class: a license that is not open", {"model_card": "open llama-2-community"}, "Unclassified"),
    ("no class: a component without a license", {"data_card": "open unlicensed"}, "Unclassified"),
    (
        "optional components never count",
        {"sample_outputs": "closed", "supporting_libraries": "closed", "model_metadata": "closed"},
        "Class I, Open Science",
    ),
    ("an interval", {"evaluation_data": "open"}, "Class III, Open Model to Class I, Open Science (facts missing)"),
]

CASES = {
    "osaid-1.0": OSAID,
    "g7-2026": G7,
    "mof-1.0": MOF,
    "four-freedoms": FREEDOMS,
    "eu-ai-act-2025": EU,
    "fsf-announced-2024": FSF,
    "open-weights-definition-2024": OWD,
    "open-weight-definition-0.3": OSA,
    "debian-proposal-a-2025": DEBIAN,
    "osai-index-2026": INDEX,
    "openness-points-2025": AA,
    "openness-spectrum": SPECTRUM,
    "gradient-of-release-2023": GRADIENT,
}
ALL = [(framework, *case) for framework, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("framework", "clause", "made", "verdict"), ALL, ids=[f"{case[0]}: {case[1]}" for case in ALL])
def test_the_verdict_is_what_the_text_demands(framework: str, clause: str, made: Made, verdict: str) -> None:
    assert assessment(release(**made), framework).verdict == verdict, clause


def test_a_published_judgment_meets_data_information_and_not_the_duty_to_list() -> None:
    outcomes = assessment(release(pretraining_data="closed", judgments=SUFFICIENT), "osaid-1.0").requirements
    assert {outcome.requirement.id: outcome.answer.value for outcome in outcomes} == {
        "parameters": "met",
        "code": "met",
        "data-information": "met",
        "data-shared-or-listed": "not met",
    }


def test_every_framework_has_its_cases() -> None:
    assert CASES.keys() == catalog().frameworks.keys()
    assert min(map(len, CASES.values())) >= 6


def test_the_eu_duties_that_remain_are_reported_beside_the_verdict() -> None:
    beside = assessment(release(training_content_summary="closed"), "eu-ai-act-2025").duties
    assert [(outcome.requirement.id, outcome.answer.value) for outcome in beside] == [
        ("copyright-policy", "met"),
        ("training-content-summary", "not met"),
    ]


@pytest.mark.parametrize(
    ("policy", "judgments", "answer"),
    [
        # "put in place a policy": nothing says that it has to be published
        ("closed", {}, "not known"),
        ("partial", {}, "not known"),
        ("closed", {"copyright-policy-in-place": "no"}, "not met"),
        ("closed", {"copyright-policy-in-place": "yes"}, "met"),
        ("open", {}, "met"),
    ],
)
def test_a_copyright_policy_need_not_be_published(policy: str, judgments: Mapping[str, str], answer: str) -> None:
    duty, _ = assessment(release(copyright_policy=policy, judgments=judgments), "eu-ai-act-2025").duties
    assert duty.answer.value == answer


def test_what_is_out_of_scope_is_no_failure() -> None:
    closed = {"weights_final": "closed", "usage_information": "closed"}
    small, large, unknown = (made(release(flop=flop, **closed)) for flop in ("1e22", "1e24", None))  # type: ignore[arg-type]  # short forms
    assert [(each.words, each.applies) for each in (small, large, unknown)] == [
        ("Likely out of scope", False),
        ("Not met", True),
        ("Not met", True),
    ]
    assert (small.shortfall, small.remediation, small.duties, small.blocking) == (None, (), (), None)
    assert large.shortfall
    assert [each.is_decided for each in (small, large, unknown)] == [True, True, False]


def made(record: Record) -> Verdict:
    (card,) = cards({"small": record})
    return card.verdict("eu-ai-act-2025")


def test_a_definition_that_does_not_speak_of_a_release_disagrees_with_none() -> None:
    found = splits(cards({"small": release(flop="1e22", usage_information="closed")}))
    assert [split for split in found if "eu-ai-act-2025" in {split.laxer, split.stricter}] == []


def test_rail_terms_are_taken_as_each_text_takes_them() -> None:
    rail = release(weights_final="open bloom-rail-1.0", judgments=EXEMPT)
    verdicts = {
        name: assessment(rail, name).verdict for name in ("osaid-1.0", "mof-1.0", "fsf-announced-2024", "g7-2026")
    }
    assert verdicts == {
        "osaid-1.0": "Not met",
        "mof-1.0": "Unclassified",
        "fsf-announced-2024": "Not met",
        "g7-2026": "Weights Available AI",
    }
    assert assessment(rail, "eu-ai-act-2025").verdict == "Not known"


@pytest.mark.parametrize(
    ("weights", "freedoms"),
    [
        # "a free program must be available for commercial use, commercial development, and commercial distribution."
        ("open CC-BY-NC-4.0", ["not met", "not met", "met", "not met", "not met", "met"]),
        # "to anyone anywhere": a user cap, and an excluded territory
        ("open qwen-license", ["not met", "not met", "met", "not met", "not met", "met"]),
        ("open hunyuan-large-community", ["not met", "not met", "met", "not met", "not met", "not met"]),
        # "to anyone anywhere": some kinds of business need another license
        ("open qwen-community-1.0", ["not met", "not met", "met", "not met", "not met", "not known"]),
        # use limits that copies have to carry do not keep anyone from passing copies on
        ("open bigcode-openrail-m-1", ["not met", "met", "met", "met", "not met", "met"]),
        # "the power to revoke the license"
        ("open apple-amlr", ["not met", "not met", "met", "not met", "not met", "not met"]),
        # "retroactively add restrictions to its terms"
        ("open gemma-terms", ["not met", "met", "met", "met", "not met", "not met"]),
        ("closed", ["not met", "not met", "met", "not met", "not met", "not met"]),
        ("open Apache-2.0", ["met", "met", "met", "met", "met", "met"]),
    ],
)
def test_each_freedom_is_judged_by_itself(weights: str, freedoms: list[str]) -> None:
    outcomes = assessment(release(weights_final=weights), "four-freedoms").requirements
    assert [outcome.answer.value for outcome in outcomes] == freedoms

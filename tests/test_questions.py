"""The questions and components of the frozen project: each is used by a framework, and each question is explained."""

from __future__ import annotations

import pytest
from judging import catalog

from generator.evaluation import questions


def test_every_component_is_asked_for_or_mapped_to_another_list() -> None:
    asked = {
        clause.arguments.get("component")
        for framework in catalog().frameworks.values()
        for _, clause in framework.clauses()
    }
    assert [name for name, entry in catalog().components.items() if name not in asked and not entry.maps] == []


def test_every_question_is_asked() -> None:
    asked = {clause.question for framework in catalog().frameworks.values() for _, clause in framework.clauses()}
    assert set(questions.QUESTIONS) == asked


@pytest.mark.parametrize("name", questions.QUESTIONS)
def test_every_question_explains_itself(name: str) -> None:
    question, _, explanation = (questions.QUESTIONS[name].ask.__doc__ or "").partition("\n")
    assert question.endswith("?")
    assert explanation.strip()

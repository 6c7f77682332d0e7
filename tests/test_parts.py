"""The small parts that all pages share."""

from __future__ import annotations

import pytest

from generator.site.parts import shortened

COMMIT = "a1ac49cce51a95bb691e288ae2e63d5274662c39"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.example.org", "example.org"),
        ("https://example.org/blog", "example.org/blog"),
        ("https://arxiv.org/abs/2407.10671", "arxiv.org/…/2407.10671"),
        ("https://github.com/QwenLM/Qwen2.5", "github.com/QwenLM/Qwen2.5"),
        (f"https://github.com/QwenLM/Qwen2.5/tree/{COMMIT}", "github.com/QwenLM/Qwen2.5"),
        (f"https://github.com/QwenLM/Qwen2.5/blob/{COMMIT}/README.md", "github.com/QwenLM/Qwen2.5/…/README.md"),
        ("https://huggingface.co/Qwen/Qwen2-72B", "huggingface.co/Qwen/Qwen2-72B"),
        ("https://huggingface.co/datasets/a/b/blob/main/README.md", "huggingface.co/datasets/a/b/…/README.md"),
    ],
)
def test_a_source_is_known_by_its_host_its_repository_and_its_last_part(url: str, shown: str) -> None:
    assert shortened(url) == shown

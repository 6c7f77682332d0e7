"""Links to the very words of a quote; the rules are those of https://wicg.github.io/scroll-to-text-fragment/."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from generator.core.text_fragment import to_words

PAGE = "https://example.org/blog/release/"


@pytest.mark.parametrize(
    ("quote", "fragment"),
    [
        ("our open model", "our%20open%20model"),
        ("a state-of-the-art, open model & more", "a%20state%2Dof%2Dthe%2Dart%2C%20open%20model%20%26%20more"),
        ("100 % open: yes?", "100%20%25%20open%3A%20yes%3F"),
        (
            "the world\N{RIGHT SINGLE QUOTATION MARK}s largest and most open model",
            "largest%20and%20most%20open%20model",
        ),
        ('we call it "open source" because we share', "because%20we%20share"),
        ("open weights ... and all the training data", "and%20all%20the%20training%20data"),
        ("open weights … and all the training data", "and%20all%20the%20training%20data"),
        ("modèle ouvert", "mod%C3%A8le%20ouvert"),
        ("开放 权重", "%E5%BC%80%E6%94%BE%20%E6%9D%83%E9%87%8D"),
        ("line one\nline two", "line%20one%20line%20two"),
    ],
)
def test_a_link_leads_to_the_longest_run_of_sure_words(quote: str, fragment: str) -> None:
    assert to_words(PAGE, quote) == f"{PAGE}#:~:text={fragment}"
    assert not {"-", ",", "&", '"', "<"} & set(fragment)
    assert unquote(fragment) in " ".join(quote.split())


def test_a_link_to_a_part_of_a_page_keeps_its_part() -> None:
    assert to_words(f"{PAGE}#license", "open model") == f"{PAGE}#license:~:text=open%20model"


@pytest.mark.parametrize("quote", ["", "open", "“open” 'source' it\N{RIGHT SINGLE QUOTATION MARK}s", "..."])
def test_without_two_sure_words_the_link_leads_to_the_page(quote: str) -> None:
    assert to_words(PAGE, quote) == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/pdf/2407.21783",
        "https://example.org/paper.PDF",
        "https://example.org/paper.pdf?download=1",
        "https://github.com/acme/aurora/blob/main/README.md",
        "https://huggingface.co/acme/aurora/blob/main/README.md",
        "https://huggingface.co/acme/aurora/raw/main/README.md",
        "https://huggingface.co/acme/aurora/resolve/main/config.json",
        "https://raw.githubusercontent.com/acme/aurora/main/README.md",
        "https://x.com/acme/status/1",
    ],
)
def test_what_is_no_page_of_html_gets_a_plain_link(url: str) -> None:
    assert to_words(url, "our open model") == url


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2407.21783",
        "https://huggingface.co/acme/aurora-7b",
        "https://github.com/acme/aurora",
        "https://qwenlm.github.io/blog/qwen2.5/",
    ],
)
def test_pages_of_html_get_a_link_to_the_words(url: str) -> None:
    assert to_words(url, "our open model").startswith(f"{url}#:~:text=")

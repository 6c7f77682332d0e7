"""The page of the pictures in a real Chromium: which picture is shown, how one reaches all of it, and what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from test_browser import address, chromium, visit  # noqa: F401  # fixtures

if TYPE_CHECKING:
    from test_browser import Visit

PAGE = "pictures/"
SETTINGS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "forced colors": {"color_scheme": "dark", "forced_colors": "active"},
}
DISPLAYED = "image => image.checkVisibility()"
"""Whether an image takes part in the page. Its size is no sign: it has none before somebody scrolls near to it."""
WIDER_THAN_SCREEN = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("setting", SETTINGS)
def test_one_picture_of_each_kind_is_shown_in_the_colors_of_the_page(visit: Visit, setting: str) -> None:  # noqa: F811  # fixture
    with visit(PAGE, **SETTINGS[setting]) as page:
        shown = [image for image in page.locator("article img").all() if image.evaluate(DISPLAYED)]
        sources = [image.get_attribute("src") or "" for image in shown]
        ending = "-dark.svg#only-dark" if "dark" in SETTINGS[setting].values() else ".svg#only-light"
        assert len(sources) == 4
        assert all(source.endswith(ending) for source in sources), sources
        for image in shown:
            image.scroll_into_view_if_needed()
            page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image.element_handle())
        assert not page.evaluate(WIDER_THAN_SCREEN)


def test_all_of_a_wide_picture_can_be_reached_with_the_keyboard_on_a_phone(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(PAGE, **SETTINGS["phone"]) as page:
        frame = page.get_by_role("region", name="Heat map").first
        frame.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("frame => frame.scrollLeft > 0", arg=frame.element_handle())


def test_the_picture_of_a_release_is_saved_under_its_name(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit("models/acme/aurora-7b/") as page:
        with page.expect_download() as saved:
            page.get_by_role("link", name="Picture", exact=True).click()
        assert saved.value.suggested_filename == "acme-aurora-7b.svg"

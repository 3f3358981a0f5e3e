"""Chromium's own PDF viewer, as far as a test looks into it."""

from contextlib import suppress

from playwright.sync_api import Error

# The number in the toolbar of Chromium's own viewer.
PAGE_SHOWN = """() => document.querySelector("pdf-viewer")
  .shadowRoot.querySelector("viewer-toolbar")
  .shadowRoot.querySelector("viewer-page-selector")
  .shadowRoot.querySelector("input").value"""


def page_shown(tab, expected):
    """The number of the page that the viewer stands at, once it is the expected one.

    It comes up slowly; what it shows after twenty seconds is what is given.
    """
    shown = None
    for _attempt in range(100):
        for frame in tab.frames:
            if frame.url.startswith("chrome-extension:"):
                with suppress(Error):
                    shown = frame.evaluate(PAGE_SHOWN)
        if shown == expected:
            break
        tab.wait_for_timeout(200)
    return shown

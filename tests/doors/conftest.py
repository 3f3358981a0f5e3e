from tests.pages.conftest import pages

__all__ = ["pages"]

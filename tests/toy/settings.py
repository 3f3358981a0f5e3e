"""The tests' settings with one more app: installed and mounted, as any app is."""

from tests.settings import *
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.toy"]
ROOT_URLCONF = "tests.toy.portal_urls"

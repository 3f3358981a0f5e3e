"""Settings of the tests: the portal's own, on data of their own.

DATABASE_URL chooses the server; without it the tests use a SQLite file.
"""

import os
import shutil
import tempfile
from atexit import register
from hashlib import sha256
from pathlib import Path

VAR = Path(tempfile.mkdtemp(prefix="baliportal-tests-"))
register(shutil.rmtree, VAR, ignore_errors=True)
os.environ |= {"BALIPORTAL_VAR": str(VAR), "BALIPORTAL_HTTPS": "0"}
for name in [
    "BALIPORTAL_DEBUG",
    "BALIPORTAL_HOSTS",
    "BALIPORTAL_SNAPSHOTS",
    "BALIPORTAL_SEMANTIC",
]:
    os.environ.pop(name, None)

from baliportal.settings import *  # noqa: E402  reads the environment set above
from baliportal.settings import BASE_DIR, CACHES, DATABASES, STORAGES  # noqa: E402

DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in life: threads of one test share it, and writers wait.
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
else:
    # Of this folder of the portal alone: another may be tested at the same time.
    place = sha256(str(BASE_DIR).encode()).hexdigest()[:8]
    DATABASES["default"]["TEST"] = {"NAME": f"baliportal_tests_{place}"}
    # Nothing of it has to outlast a loss of power.
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
# A test's transaction never commits, so what it changes would end no generation.
PAGE_CACHE_DIR = None
for name, kept in CACHES.items():
    kept |= {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
    }
STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
EXTRACT_ON_COMMIT = False

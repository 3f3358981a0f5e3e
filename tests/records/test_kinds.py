"""Kinds of records: each is declared once, by its own app."""

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings

from apps.records.kinds import record_models
from apps.records.models import Record


def test_every_record_is_of_a_declared_kind():
    every = {model for model in apps.get_models() if issubclass(model, Record)}

    assert set(record_models()) == every


@pytest.mark.once
def test_a_new_kind_of_record_is_one_app():
    """A portal with the app `tests.toy` shows its records wherever it shows any."""
    command = [sys.executable, "-m", "pytest", "-q", "--ds=tests.toy.settings"]
    run = subprocess.run(
        [*command, "-p", "no:cacheprovider", "tests/toy/everywhere.py"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": "", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr

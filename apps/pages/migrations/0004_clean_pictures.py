"""Pictures that were stored while only some formats were cleaned."""

import logging

from django.db import migrations

from apps.pages.stored import clean_stored

logger = logging.getLogger(__name__)


def clean(apps, schema_editor):
    report = clean_stored(apps.get_model("filer", "File"), apps.get_model("filer", "Image"))
    for problem in report.problems:
        logger.warning("A stored picture was not cleaned: %s", problem)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0003_steps_and_endings"),
        ("filer", "0018_alter_file_options"),
    ]

    operations = [migrations.RunPython(clean, migrations.RunPython.noop)]

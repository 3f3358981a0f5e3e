from django.db import migrations


class Migration(migrations.Migration):
    """Pages follow the rights of records; the model without a table held their own."""

    dependencies = [("pages", "0001_initial")]

    operations = [migrations.DeleteModel(name="PageRights")]

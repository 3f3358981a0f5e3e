"""What the address of a publication leads to, in one cell."""

from apps.spreadsheets.columns import Column


class LeadsToColumn(Column):
    """What its address leads to: blank where it has none."""

    def get_value(self, instance):
        return instance.leads_to

from django.db import models

from apps.core.dates import EarliestDay, EDTFField, LatestDay
from apps.records.addresses import record_address
from apps.sources.models import CitedRecord


class Accord(CitedRecord):
    """What some states have agreed on."""

    STATEMENTS = {"title": "Title", "date": "Date"}

    title = models.CharField("title", max_length=250)
    date = EDTFField("date")
    date_earliest = EarliestDay("date")
    date_latest = LatestDay("date")
    summary = models.TextField("summary", blank=True)

    class Meta:
        ordering = ["date_earliest", "title"]
        verbose_name = "accord"
        verbose_name_plural = "accords"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return record_address("accords:accord", self.slug)

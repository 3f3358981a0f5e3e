"""Shared by all apps, without records: EDTF dates, languages, filters, pagination."""

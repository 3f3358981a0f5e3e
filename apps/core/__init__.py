"""What every app needs and that knows no record: dates, languages, filters, paging."""

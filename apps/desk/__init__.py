"""Tasks of staff: the dashboard, work lists, link checks, sharing of drafts."""

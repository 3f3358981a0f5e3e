"""What waits for staff: the first page of theirs, broken links, drafts shown to others."""

"""The record: its states and transitions, publish checks, versions, roles, addresses."""

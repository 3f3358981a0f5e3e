"""Accounts: two-factor sign-in, session expiry, form recovery, and the audit log."""

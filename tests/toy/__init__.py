"""A kind of record the portal does not have, in one app and nowhere else.

Installed by `tests.toy.settings` alone; `tests/records/test_kinds.py` runs
`everywhere.py` with them.
"""

"""The library: bibliographic records, their topics and their files."""

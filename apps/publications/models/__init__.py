"""Bibliographic records, the topics they are filed under, and how they relate."""

from .files import FilePage, PublicationFile, with_open_files
from .library import Publication
from .parts import Contributor, Identifier, Relation
from .topics import Topic, TopicName

__all__ = [
    "Contributor",
    "FilePage",
    "Identifier",
    "Publication",
    "PublicationFile",
    "Relation",
    "Topic",
    "TopicName",
    "with_open_files",
]

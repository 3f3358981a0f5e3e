"""Bibliographic records, the topics they are filed under, and how they relate."""

from .files import FilePage, PublicationFile, with_open_files
from .library import Publication
from .parts import Contributor, Identifier, Relation
from .topics import Thesaurus, Topic, TopicName

__all__ = [
    "Contributor",
    "FilePage",
    "Identifier",
    "Publication",
    "PublicationFile",
    "Relation",
    "Thesaurus",
    "Topic",
    "TopicName",
    "with_open_files",
]

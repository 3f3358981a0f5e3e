"""Bibliographic records, the topics they are filed under, and how they relate."""

from .contributors import Contributor, Identifier, Relation
from .files import FilePage, PublicationFile, with_open_files
from .publications import Publication
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

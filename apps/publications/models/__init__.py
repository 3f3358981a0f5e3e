"""Bibliographic records, the topics they are filed under, and how they relate."""

from .library import Publication
from .parts import Contributor, Identifier, Relation
from .topics import Topic, TopicName

__all__ = ["Contributor", "Identifier", "Publication", "Relation", "Topic", "TopicName"]

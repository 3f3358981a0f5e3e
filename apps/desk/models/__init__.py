from .links import Link, Place
from .shares import Comment, Share, Visit

__all__ = ["Comment", "Link", "Place", "Share", "Visit"]

"""What the description says of parameters, and those of search."""

from apps.search.search_query import LONGEST_VALUE, MOST_VALUES
from apps.search_engine import FACETS

# Of those that more than one list has; others say it where they are declared.
MEANINGS = {
    "group": "Only what belongs to the body with this slug.",
    "has_text": "`yes` for publications whose text can be searched and read here.",
    "kind": "Only records of this kind.",
    "language": "Only publications in this language, as an ISO 639-1 code.",
    "member": "Only publications about the member with this slug.",
    "page": "Which page, from 1.",
    "page_size": "How many on a page.",
    "q": "What to look for, in the language of the search page.",
    "slug": "The last part of the address of a record's page.",
    "sort": "The order of the results.",
    "topic": "Only what is about the topic with this slug.",
    "year": "Only what belongs to this year, in part at least.",
}

# The search reads them itself, as the search page does.
FACET_PARAMETERS = [
    {
        "in": "query",
        "name": facet,
        "required": False,
        "schema": {
            "type": "array",
            "items": {"type": "string", "maxLength": LONGEST_VALUE},
            "maxItems": MOST_VALUES,
        },
    }
    for facet in FACETS
]

"""What a question to the API may carry, and what the description says of it."""

import datetime as dt
from typing import Annotated, Literal

from django.core.exceptions import ValidationError
from django.utils.translation import override
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from apps.core.date_limits import BEYOND_RECORD, validate_day_of_the_record
from apps.search.search_query import LONGEST_VALUE, MOST_VALUES
from apps.search_engine import FACETS

from .api_paging import MOST_PER_PAGE

Page = Annotated[int, Field(ge=1, le=1_000_000)]
PageSize = Annotated[int, Field(ge=1, le=MOST_PER_PAGE)]
Slug = Annotated[str, Field(max_length=LONGEST_VALUE, pattern=r"^[-\w]+$")]


def _of_the_record(day):
    """The day; refused in the words of the pages where the record cannot show it."""
    try:
        with override("en"):
            validate_day_of_the_record(day)
    except ValidationError as error:
        raise PydanticCustomError(BEYOND_RECORD, error.message) from None
    return day


# Written out, because a number would be read as seconds since 1970.
Day = Annotated[
    dt.date, BeforeValidator(dt.date.fromisoformat), AfterValidator(_of_the_record)
]
Year = Annotated[int, Field(ge=1900, le=2100)]

MEANINGS = {
    "as_of": "The day asked about, as YYYY-MM-DD, from 2002-02-26 to today; today where it is "
    "left out.",
    "capacity": "Only participants in this capacity.",
    "contested": "`true` for statements on which sources differ, `false` for others.",
    "group": "Only what belongs to the body with this slug.",
    "has_text": "`yes` for publications whose text can be searched and read here.",
    "kind": "Only records of this kind.",
    "language": "Only publications in this language, as an ISO 639-1 code.",
    "member": "Only publications about the member with this slug.",
    "page": "Which page, from 1.",
    "page_size": "How many on a page.",
    "q": "What to look for, in the language of the search page.",
    "rank": "Only claims of this rank.",
    "region": "Only participants of this region.",
    "slug": "The last part of the address of a record's page.",
    "sort": "The order of the results.",
    "source": "Only claims of the source with this slug.",
    "standing": "Only participants of this standing; `all` for everybody ever recorded.",
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


def one_of(choices):
    """A value of these choices or none.

    Written out where it is used: kinds of meetings and kinds of sources are both called
    Kind, and in a description there is one thing of a name.
    """
    return Literal[tuple(choices.values)] | None

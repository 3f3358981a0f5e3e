"""Questions the API answers, with what it answers; the tests ask them all.

Answers are cut short: what is shown is in the real answer, which has more.
"""

import json
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Example:
    """A question, the address that answers it, and a part of its answer."""

    question: Promise
    address: str
    shown: dict  # a part of the answer
    remark: Promise | str = ""

    @property
    def answer(self):
        """The part of the answer that is shown, as JSON."""
        return json.dumps(self.shown, ensure_ascii=False, indent=2)


EXAMPLES = [
    Example(
        _("Who took part on 23 March 2016?"),
        "/api/v1/members?as_of=2016-03-23&page_size=100",
        {
            "results": [
                {
                    "slug": "afghanistan",
                    "name": "Afghanistan",
                    "name_indonesian": "Afganistan",
                    "kind": "state",
                    "iso_code": "AF",
                    "capacity": "member",
                    "since": "2002-02-26",
                    "standing": "documented",
                    "last_shown": "2020-10-20/2020-10-21",
                },
                {
                    "slug": "austria",
                    "name": "Austria",
                    "capacity": "observer",
                    "since": "2002-02-26",
                    "standing": "presumed",
                    "last_shown": "2002-02-26/2002-02-28",
                },
            ]
        },
        _(
            "“documented” is what is shown on that day or later; “presumed” is what was "
            "shown before, and no end is recorded; “possible” is what the record can "
            "neither show nor rule out. Leave as_of out to ask about today."
        ),
    ),
    Example(
        _("What was published on maritime smuggling since 2015?"),
        "/api/v1/search?q=maritime+smuggling+year:2015..&kind=publication",
        {
            "results": [
                {
                    "kind": "publication",
                    "slug": "bali-declaration-2016",
                    "title": "Bali Declaration on People Smuggling, Trafficking in "
                    "Persons and Related Transnational Crime",
                    "page": None,
                }
            ],
            "facets": {"kind": [{"value": "declaration", "label": "Declaration"}]},
        },
        _(
            "The same search as on the pages, in the same order. Where a file answers, "
            "“page” is its page that answers best."
        ),
    ),
    Example(
        _("What is known of one publication?"),
        "/api/v1/publications/policy-guide-criminalizing-migrant-smuggling",
        {
            "title": "Policy Guide on Criminalizing Migrant Smuggling",
            "kind": "policy-guide",
            "issued": "2014",
            "languages": ["en"],
            "topics": ["criminalisation", "people-smuggling"],
        },
        _("Topics, members, bodies and meetings are named by their slugs."),
    ),
    Example(
        _("Which policy guides came out in 2014?"),
        "/api/v1/publications?kind=policy-guide&year=2014",
        {
            "next": None,
            "results": [
                {
                    "slug": "policy-guide-criminalizing-migrant-smuggling",
                    "issued": "2014",
                }
            ],
        },
    ),
    Example(
        _("Who met at the Sixth Ministerial Conference?"),
        "/api/v1/meetings/ministerial-conference-6",
        {
            "title": "Sixth Ministerial Conference",
            "number": 6,
            "dates": "2016-03-23",
            "city": "Nusa Dua, Bali",
            "attendances": [
                {"person": "Retno Marsudi", "capacity": "co-chair"},
            ],
        },
    ),
    Example(
        _("What is the Regional Support Office, and what has it counted?"),
        "/api/v1/groups/regional-support-office",
        {
            "name": "Regional Support Office",
            "acronym": "RSO",
            "parent": "bali-process",
            "founded": "2012-09-10",
            "figures": [
                {
                    "label": "Practitioners trained",
                    "value": 348.0,
                    "period": "2023",
                }
            ],
        },
    ),
    Example(
        _("Where do sources disagree?"),
        "/api/v1/claims?contested=true&page_size=100",
        {
            "results": [
                {
                    "record": {"slug": "ministerial-conference-1"},
                    "statement": "dates",
                    "source": {"slug": "usinfo-balistatement"},
                    "says": "27-28 February 2002",
                    "reading": "2002-02-27/2002-02-28",
                    "rank": "deprecated",
                }
            ]
        },
        _(
            "The record follows the claim whose rank is “preferred”; “deprecated” is "
            "one it has a reason not to follow. “reading” is what is said in the record's "
            "own form, so that two claims can be compared."
        ),
    ),
    Example(
        _("What does one source say?"),
        "/api/v1/claims?source=003",
        {
            "results": [
                {
                    "record": {"slug": "afghanistan"},
                    "statement": "name",
                    "source": {"slug": "003"},
                    "says": "Afghanistan",
                    "supports": "",
                }
            ]
        },
        _(
            "“says” is the source's own value. Where it is blank the source only supports "
            "the record's value, which stands under “supports”; “superseded_on” is the day "
            "since which the record says something else. The older keys “value” and "
            "“reading” stay: the same value, and its form that can be compared."
        ),
    ),
    Example(
        _("Which terms does the thesaurus have?"),
        "/api/v1/topics?page_size=100",
        {
            "results": [
                {
                    "slug": "access-to-remedies",
                    "label": "Access to remedies",
                    "label_indonesian": "Akses pada pemulihan hak",
                    "broader": "victim-protection",
                }
            ]
        },
    ),
]

# What is taken whole, as files: the words shown, and the address.
FILES = [
    (_("every publication as a table"), "/en/publications/export.csv"),
    (
        _("what a search found, for a reference manager"),
        "/en/publications/export.ris?q=maritime",
    ),
    (_("the same as BibTeX"), "/en/publications/export.bib?q=maritime"),
    (_("the same as CSL-JSON"), "/en/publications/export.json?q=maritime"),
]

"""One address of every template and state, as the shipped record fills it.

Each is the part after the language prefix.
"""

PATHS = [
    "",
    "about/",
    "history/",
    "how-we-source/",
    "glossary/",
    "contact/",
    "members/",
    "members/?as_of=2016-03-23&compare=2023-02-10",
    "members/indonesia/",
    "members/indonesia/history/",
    "members/iom/",
    "conferences/",
    "conferences/ministerial-conference-2/",
    "groups/",
    "groups/regional-support-office/",
    "groups/disruption-working-group/?as_of=2015-06-01&compare=2024-01-01",
    "timeline/",
    "timeline/andaman-sea-crisis-2015/",
    "publications/",
    "publications/adelaide-strategy-2023/",
    "publications/topics/",
    "publications/topics/trafficking-in-persons/",
    "search/",
    "search/?q=bali",
    "sources/",
    "sources/003/",
    "sources/disagreements/",
    "api/",
    "offline/",
]
# Where filters are wrong, nothing is found, or there is a further page.
STATES = [
    "members/?as_of=yesterday",
    "groups/?as_of=1990-01-01&compare=2016-03-23",
    "members/?region=oceania&capacity=observer",
    "conferences/?year=MMXVI",
    "conferences/?year=1999",
    "groups/?kind=forum&as_of=2018-08-07",
    "timeline/?since=2016&until=2002",
    "timeline/?since=2015&until=2016",
    "publications/?page=2",
    "publications/?q=nothinglikethis",
    "search/?q=traficking",
    "search/?q=nothinglikethis",
    'search/?q="unbalanced',
    "search/?sort=sideways",
    "sources/?kind=press&page=2",
    "sources/disagreements/?kind=meeting&q=ministerial",
    "members/indonesa/",
    "no-such-page-anywhere/",
]
EVERY = [f"/{language}/{path}" for language in ["en", "id"] for path in PATHS + STATES]
EVERY += ["/admin/login/"]

"""The search page, and what it offers while one types."""

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.search_engine import Excerpt, Hit, IndexUnusable
from apps.serving.query_parameters import vary_on_parameters

from . import registry
from .local_index import open_index
from .result_page import Answer, rows_of
from .search_query import PARAMETERS, InvalidParameter, Query

OFFERED = 8
LONGEST_BEGINNING = 100


def answer_or_none(query):
    """The answer to a query; None while there is no index, which is then being built."""
    try:
        return Answer(query)
    except IndexUnusable:
        return None


def query_from_request(request, **options):
    """(query, InvalidParameter or None); 404 for an impossible number of a page."""
    try:
        query = Query.from_params(request.GET, **options)
    except InvalidParameter as wrong:
        if wrong.parameter == "page":
            raise Http404(_("There is no such page.")) from wrong
        return Query(
            q=request.GET.get("q", ""), within=options.get("within", "")
        ), wrong
    return query, None


def search_response(request, template, query, wrong, context):
    """A page of results; 404 past the last one, 400 for a parameter that is wrong."""
    answer = answer_or_none(query) if wrong is None else None
    if answer and query.page > answer.pages:
        raise Http404(_("There is no such page."))
    status = 400 if wrong else 200 if answer else 503
    response = render(
        request,
        template,
        {"query": query, "answer": answer, "wrong": wrong, **context},
        status=status,
    )
    if status == 503:
        response.headers["Retry-After"] = "10"
    return response


@vary_on_parameters(*PARAMETERS)
def search(request):
    """Everything in the record, by one form sent by GET."""
    query, wrong = query_from_request(request)
    if not query.has_criteria and wrong is None:
        return render(request, "search/search.html", {"query": query})
    return search_response(request, "search/search.html", query, wrong, {})


def suggestions(request):
    """Titles, names and topics that go on as was begun: JSON for the search field.

    Of the kinds of record named by `kind`, or of all.
    """
    begun = request.GET.get("q", "")[:LONGEST_BEGINNING]
    kinds = registry.kinds().keys() & set(request.GET.getlist("kind"))
    try:
        found = open_index().completions(begun, kinds=kinds, limit=OFFERED)
    except IndexUnusable:
        found = ()
    hits = tuple(Hit(c.key, c.kind, c.title, "", (), 0.0) for c in found)
    rows = rows_of(hits, tuple(Excerpt("") for _hit in hits))
    return JsonResponse(
        {
            "suggestions": [
                {"title": row.title, "kind": str(row.kind_label), "url": row.url}
                for row in rows
            ],
            "said": _number_said(len(rows)),
        }
    )


def _number_said(number):
    """How many suggestions there are, for those who listen to the page."""
    if not number:
        return _("No suggestions")
    return ngettext("%(n)d suggestion", "%(n)d suggestions", number) % {"n": number}


def more_like(record, kind_name, limit=4):
    """Rows of records that speak of the same as one record; none without an index."""
    kind = registry.kinds()[kind_name]
    try:
        hits = open_index().similar(
            kind.key(record.pk), filters={"kind": (kind_name,)}, limit=limit
        )
    except IndexUnusable:
        return []
    return rows_of(hits, tuple(Excerpt("") for _hit in hits))

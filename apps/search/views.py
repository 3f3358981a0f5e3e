"""The search page."""

from django.shortcuts import render


def search(request):
    """One form, sent by GET, so that every result page has an address."""
    return render(request, "search/search.html", {"q": request.GET.get("q", "")})

"""Answers about records, dated by the newest change of what they show."""

from django.db.models import Max
from django.urls import reverse
from django.utils.http import http_date

from apps.records.tombstones import followed, moved

from .api_paging import page_of


def changed(response, newest):
    """Say when the newest of what is shown was last changed."""
    if newest:
        response.headers["Last-Modified"] = http_date(newest.timestamp())


def listing(request, response, queryset, page, page_size, shape):
    """A page of public records, with the newest change among all of them."""
    changed(response, queryset.aggregate(newest=Max("updated_at"))["newest"])
    return page_of(request, response, queryset, page, page_size, shape)


def one(request, response, queryset, slug, shape):
    """The record of this slug; who asks by a former one is led to where it is now."""
    record = queryset.filter(slug=slug).first()
    if record is None:
        goal = followed(queryset.model, slug)
        return moved(reverse(request.resolver_match.view_name, args=[goal.slug]))
    changed(response, record.updated_at)
    return shape(record)

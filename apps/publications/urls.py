from django.urls import path

from apps.records.detail_views import RecordHistory

from . import citation_views, file_views, views
from .models import Publication, Topic

app_name = "publications"
urlpatterns = [
    path("", views.publication_list, name="index"),
    path("topics/", views.topic_list, name="topics"),
    path("topics/<slug:slug>/", views.TopicDetail.as_view(), name="topic"),
    path(
        "topics/<slug:slug>/history/",
        RecordHistory.as_view(model=Topic),
        name="topic-history",
    ),
    path("export.<slug:ending>", citation_views.export, name="export"),
    path("<slug:slug>/cite.<slug:ending>", citation_views.reference, name="reference"),
    path("<slug:slug>/files/<slug:name>/text/", file_views.text, name="text"),
    path("<slug:slug>/", views.PublicationDetail.as_view(), name="publication"),
    path(
        "<slug:slug>/history/",
        RecordHistory.as_view(model=Publication),
        name="history",
    ),
]

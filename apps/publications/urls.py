from django.urls import path

from . import citation_views, views

app_name = "publications"
urlpatterns = [
    path("", views.publication_list, name="index"),
    path("topics/", views.topic_list, name="topics"),
    path("topics/<slug:slug>/", views.TopicDetail.as_view(), name="topic"),
    path("export.<slug:ending>", citation_views.export, name="export"),
    path("<slug:slug>/cite.<slug:ending>", citation_views.reference, name="reference"),
    path("<slug:slug>/", views.PublicationDetail.as_view(), name="publication"),
]

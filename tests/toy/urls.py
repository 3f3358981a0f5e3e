from django.urls import path
from django.views.generic import ListView

from apps.records.detail_views import RecordDetail, RecordHistory

from .models import Accord


class AccordList(ListView):
    template_name = "toy/accord_list.html"

    def get_queryset(self):
        return Accord.objects.public()


class AccordDetail(RecordDetail):
    model = Accord


app_name = "accords"
urlpatterns = [
    path("", AccordList.as_view(), name="index"),
    path("<slug:slug>/", AccordDetail.as_view(), name="accord"),
    path("<slug:slug>/history/", RecordHistory.as_view(model=Accord), name="history"),
]

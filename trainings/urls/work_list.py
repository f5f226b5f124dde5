from django.urls import path

from trainings.views import work_list

urlpatterns = [path("work/", work_list.WorkListPage.as_view(), name="work-list")]

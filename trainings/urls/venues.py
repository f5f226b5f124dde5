from django.urls import path

from trainings.views import venues

urlpatterns = [
    path("rooms/", venues.VenueList.as_view(), name="venue-list"),
    path("rooms/new/", venues.AddVenue.as_view(), name="venue-create"),
    path("rooms/<uuid:pk>/", venues.ChangeVenue.as_view(), name="venue-update"),
]

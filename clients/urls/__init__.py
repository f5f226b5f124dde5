"""Addresses of the client register, by the part of the work they serve."""

from clients.urls import imports, register

app_name = "clients"
urlpatterns = [*imports.urlpatterns, *register.urlpatterns]

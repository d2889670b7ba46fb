"""The house's addresses with the demo's beside them."""

from django.urls import include, path

from clinic.urls import *  # noqa: F403
from clinic.urls import urlpatterns as house

urlpatterns = [*house, path("demo/", include("clinic.demo.urls"))]

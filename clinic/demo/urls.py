"""Addresses that exist only in the demo."""

from django.urls import path

from clinic.demo import views

app_name = "demo"

urlpatterns = [
    path("enter/<slug:slug>/", views.enter, name="enter"),
    path("mail/", views.mail, name="mail"),
    path("mail/<slug:name>/", views.mail, name="mail"),
]

"""The addresses of the intake: the client's carry no ids, the therapist's do."""

from django.urls import path

from intake.views import client, door, inviting, reviewing, sending

app_name = "intake"
urlpatterns = [
    path("i/<str:token>/", door.open_link, name="open"),
    path("i/<str:token>/code/", door.code, name="code"),
    path("i/<str:token>/resend/", door.resend, name="resend"),
    path("intake/ended/", door.ended, name="ended"),
    path("intake/thanks/", door.thanks, name="thanks"),
    path("intake/form/", client.start, name="start"),
    path("intake/form/<slug:slug>/", client.page, name="page"),
    path("intake/check/", sending.check, name="check"),
    path("intake/send/", sending.send, name="send"),
    path("intake/later/", client.later, name="later"),
    path("clients/<int:client>/invite/", inviting.invite, name="invite"),
    path("intakes/", reviewing.inbox_page, name="inbox"),
    path("intakes/<int:pk>/resend/", inviting.resend_link, name="resend_link"),
    path("intakes/<int:pk>/review/", reviewing.review, name="review"),
]

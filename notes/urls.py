"""Every address of the top floor. GET shows, POST does."""

from django.urls import path

from notes.views import checklist, export, note, record, review, room, today

app_name = "notes"
urlpatterns = [
    path("today/", today.today, name="today"),
    path("visits/<int:pk>/start/", note.start, name="start"),
    path("notes/<int:pk>/", note.write, name="write"),
    path("notes/<int:pk>/adapt/", checklist.adapt, name="adapt"),
    path("notes/<int:pk>/treat/", checklist.treat, name="treat"),
    path("notes/<int:pk>/treat/<int:row>/remove/", checklist.untreat, name="untreat"),
    path("notes/<int:pk>/check-in/", checklist.check_in, name="check_in"),
    path("notes/<int:pk>/tick/", checklist.tick, name="tick"),
    path("notes/<int:pk>/sign/", note.sign, name="sign"),
    path("notes/<int:pk>/amend/", note.amend, name="amend"),
    path("notes/<int:pk>/remark/", review.remark, name="remark"),
    path("notes/<int:pk>/approve/", review.approve, name="approve"),
    path("review/", review.queue, name="queue"),
    path("clients/<int:pk>/record/", record.record, name="record"),
    path("clients/<int:pk>/room-card/", room.room_card, name="room_card"),
    path("clients/<int:pk>/export/", export.export, name="export"),
    path("clients/<int:pk>/export/<str:kind>/", export.download, name="download"),
]

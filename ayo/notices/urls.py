from django.urls import path

from ayo.notices import views

app_name = "notices"
urlpatterns = [
    path("kotak-masuk/", views.inbox, name="inbox"),
    path("kotak-masuk/dibaca/", views.read_all, name="read_all"),
    path("kotak-masuk/baru/", views.unread, name="unread"),
    path("kotak-masuk/pengaturan/", views.settings, name="settings"),
    path("saluran-kabar/", views.carriers, name="carriers"),
    path("kotak-masuk/<uuid:notice_id>/", views.open_letter, name="open"),
]

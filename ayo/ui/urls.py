from django.urls import path

from ayo.ui import choice, gallery

app_name = "ui"
urlpatterns = [
    path("", gallery.gallery, name="gallery"),
    path("pilihan/", choice.choose, name="choose"),
]

from django.urls import path

from ayo.files import views

app_name = "files"
urlpatterns = [path("berkas/<str:link>/", views.open_file, name="open")]

from django.urls import path

from ayo.performance import views

app_name = "performance"
urlpatterns = [path("kinerja/", views.day, name="day")]

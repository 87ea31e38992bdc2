from django.urls import path

from ayo.performance.views import day

app_name = "performance"
urlpatterns = [path("kinerja/", day.day, name="day")]

from django.urls import path

from ayo.identity.views import devices, entering

app_name = "identity"
urlpatterns = [
    path("masuk/", entering.sign_in, name="sign_in"),
    path("masuk/contoh/", entering.sign_in_as, name="sign_in_as"),
    path("keluar/", entering.sign_out, name="sign_out"),
    path("saya/perangkat/", devices.devices, name="devices"),
    path("saya/kata-sandi/", devices.password, name="password"),
    path("saya/perangkat/keluar/", devices.end, name="end_device"),
]

from django.urls import path

from ayo.identity.assisting import views as assisting
from ayo.identity.delegating import views as delegating
from ayo.identity.granting import views as granting
from ayo.identity.inviting import views as inviting
from ayo.identity.views import account, binding, checking, devices, entering, joining, way_in

app_name = "identity"
urlpatterns = [
    path("masuk/", entering.sign_in, name="sign_in"),
    path("masuk/contoh/", entering.sign_in_as, name="sign_in_as"),
    path("masuk/dengan-kode/", way_in.ask, name="code_ask"),
    path("masuk/dengan-kode/isi/", way_in.enter, name="code_enter"),
    path("lupa-kata-sandi/", way_in.forgot, name="reset"),
    path("lupa-kata-sandi/kode/", way_in.prove, name="reset_code"),
    path("lupa-kata-sandi/baru/", way_in.renew, name="reset_password"),
    path("daftar/", joining.where, name="join"),
    path("daftar/alamat/", joining.address, name="join_address"),
    path("daftar/kode/", joining.code, name="join_code"),
    path("daftar/nama/", joining.name, name="join_name"),
    path("daftar/sandi/", joining.password, name="join_password"),
    path("akun/", account.account, name="account"),
    path("akun/tambah/", account.add, name="login_add"),
    path("akun/tambah/kode/", account.code, name="login_code"),
    path("akun/masuk/<uuid:login_id>/", account.change, name="login_change"),
    path("akun/bahasa/", account.language, name="language"),
    path("akun/tutup/", account.close, name="close"),
    path("akun/verifikasi/", binding.verify, name="verify"),
    path("akun/verifikasi/petugas/", checking.ask, name="check_ask"),
    path("pegawai/undangan/", inviting.board, name="invitations"),
    path("pegawai/undangan/<uuid:person_id>/", inviting.invite, name="invite"),
    path("undangan/<str:token>/", inviting.accept, name="invitation"),
    path("verifikasi/", checking.checks, name="checks"),
    path("verifikasi/<uuid:check_id>/", checking.check, name="check"),
    path("akun/verifikasi/selesai/", binding.verified, name="verified"),
    path("keluar/", entering.sign_out, name="sign_out"),
    path("saya/perangkat/", devices.devices, name="devices"),
    path("saya/kata-sandi/", devices.password, name="password"),
    path("saya/pengaman/kunci/<int:passkey_id>/nama/", devices.rename, name="rename_passkey"),
    path("saya/perangkat/keluar/", devices.end, name="end_device"),
    path("saya/kuasa/", delegating.delegations, name="delegations"),
    path("saya/kuasa/beri/", delegating.delegate, name="delegate"),
    path("saya/kuasa/terima/", delegating.take, name="take_delegation"),
    path("saya/kuasa/<uuid:delegation_id>/terima/", delegating.accept, name="accept_delegation"),
    path("saya/kuasa/<uuid:delegation_id>/akhiri/", delegating.end, name="end_delegation"),
    path("saya/untuk/", delegating.acting, name="acting"),
    path("saya/untuk/selesai/", delegating.stop, name="stop_acting"),
    path("saya/bantuan/", assisting.mine, name="assistances"),
    path("saya/bantuan/<uuid:assistance_id>/", assisting.answer, name="assistance"),
    path("saya/bantuan/<uuid:assistance_id>/akhiri/", assisting.end, name="end_assistance"),
    path("saya/peran/", granting.mine, name="my_roles"),
    path("peran/", granting.roles, name="roles"),
    path("peran/beri/", granting.choose, name="choose_role"),
    path("peran/beri/<slug:code>/", granting.give, name="give_role"),
    path("peran/<uuid:grant_id>/akhiri/", granting.end, name="end_role"),
]

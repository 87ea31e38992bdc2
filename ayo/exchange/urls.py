from django.urls import path

from ayo.exchange.views import board, connect, contract, detail, keys, receipt, steer

app_name = "exchange"
urlpatterns = [
    path("aplikasi/", board.apps, name="apps"),
    path("aplikasi/baru/", connect.new, name="new"),
    path("aplikasi/tertahan/", board.parked, name="parked"),
    path("aplikasi/rekonsiliasi/", board.drift, name="drift"),
    path("aplikasi/tanda-terima/<uuid:event_id>/", receipt.receipt, name="receipt"),
    path("aplikasi/tanda-terima/<uuid:event_id>/csv/", receipt.as_csv, name="receipt_csv"),
    path("aplikasi/<slug:slug>/", detail.summary, name="app"),
    path("aplikasi/<slug:slug>/ubah/", connect.edit, name="edit"),
    path("aplikasi/<slug:slug>/kontrak/", detail.contract, name="contract"),
    path("aplikasi/<slug:slug>/kontrak/ubah/", contract.edit, name="contract_edit"),
    path("aplikasi/<slug:slug>/kunci/", detail.keys, name="keys"),
    path("aplikasi/<slug:slug>/kunci/ganti/", keys.rotate, name="rotate"),
    path("aplikasi/<slug:slug>/kunci/baru/", keys.new, name="new_key"),
    path("aplikasi/<slug:slug>/kunci/<uuid:key_id>/cabut/", keys.revoke, name="revoke_key"),
    path("aplikasi/<slug:slug>/langsung/", detail.tail, name="tail"),
    path("aplikasi/<slug:slug>/percobaan/", detail.attempts, name="attempts"),
    path("aplikasi/<slug:slug>/tertahan/", detail.parked, name="app_parked"),
    path("aplikasi/<slug:slug>/tertahan/putuskan/", steer.decide, name="decide"),
    path("aplikasi/<slug:slug>/rekonsiliasi/", detail.reconciliation, name="reconciliation"),
    path("aplikasi/<slug:slug>/rekonsiliasi/mulai/", steer.compare, name="compare"),
    path("aplikasi/<slug:slug>/kirim-ulang/", steer.replay, name="replay"),
    path("aplikasi/<slug:slug>/jeda/", steer.pause, name="pause"),
    path("aplikasi/<slug:slug>/lanjut/", steer.resume, name="resume"),
    path("aplikasi/<slug:slug>/uji/", steer.test, name="test"),
]

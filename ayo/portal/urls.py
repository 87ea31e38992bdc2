from django.urls import path

from ayo.portal.views import audit, change, export, home, mine, neighbours, people, place, receipt, search

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari/", search.search, name="search"),
    path("bantuan/", place.help_page, name="help"),
    path("wilayah/warna.css", place.tokens, name="tokens"),
    path("manifest.webmanifest", place.manifest, name="manifest"),
    path("saya/", mine.mine, name="mine"),
    path("saya/nik/", mine.show_nik, name="show_nik"),
    path("saya/ubah/<slug:field>/", change.change, name="change"),
    path("saya/riwayat/<slug:kind>/<slug:field>/", mine.history, name="history"),
    path("saya/kabar/", mine.changes, name="receipts"),
    path("saya/kabar/<uuid:event_id>/", receipt.receipt, name="receipt"),
    path("saya/kabar/<uuid:event_id>/kembalikan/", receipt.undo, name="undo"),
    path("saya/akses/", mine.reads, name="reads"),
    path("saya/unduh/", export.export, name="export"),
    path("tetangga/", neighbours.neighbours, name="neighbours"),
    path("warga/", people.people, name="people"),
    path("warga/<uuid:person_id>/", people.person, name="person"),
    path("warga/<uuid:person_id>/tujuan/", people.purpose, name="purpose"),
    path("warga/<uuid:person_id>/tercatat/", people.as_known, name="as_known"),
    path("warga/<uuid:person_id>/riwayat/<slug:kind>/<slug:field>/", people.history, name="person_history"),
    path("warga/<uuid:person_id>/ubah/<slug:field>/", change.change, name="person_change"),
    path("warga/<uuid:person_id>/kabar/", people.changes, name="person_receipts"),
    path("warga/<uuid:person_id>/kabar/<uuid:event_id>/", receipt.receipt, name="person_receipt"),
    path("warga/<uuid:person_id>/kabar/<uuid:event_id>/kembalikan/", receipt.undo, name="person_undo"),
    path("audit/", audit.entries, name="audit"),
    path("audit/periksa/", audit.verify, name="audit_verify"),
    path("audit/unduh/", audit.export, name="audit_export"),
    path("audit/<int:seq>/", audit.entry, name="audit_entry"),
]

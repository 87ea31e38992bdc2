from django.urls import path

from ayo.registry.guardians import views as guardians
from ayo.registry.posts import views as posts
from ayo.registry.views import imports, merging, organisations, proposals

app_name = "registry"
urlpatterns = [
    path("usulan/", proposals.proposals, name="proposals"),
    path("usulan/terima/", proposals.accept_many, name="accept_many"),
    path("usulan/<uuid:proposal_id>/", proposals.proposal, name="proposal"),
    path("usulan/<uuid:proposal_id>/putuskan/", proposals.decide, name="decide"),
    path("organisasi/", organisations.organisations, name="organisations"),
    path("organisasi/<uuid:organisation_id>/", organisations.organisation, name="organisation"),
    path("jabatan/", posts.board, name="posts"),
    path("jabatan/baru/", posts.add, name="new_post"),
    path("jabatan/<uuid:post_id>/", posts.post, name="post"),
    path("jabatan/penggantian/<uuid:acting_id>/akhiri/", posts.end, name="end_acting"),
    path("warga/<uuid:person_id>/wali/", guardians.guardians, name="guardians"),
    path("warga/<uuid:person_id>/wali/<uuid:guardianship_id>/akhiri/", guardians.end, name="end_guardian"),
    path("warga/<uuid:person_id>/gabung/", merging.merge, name="merge"),
    path("warga/<uuid:person_id>/gabung/<uuid:merge_id>/batal/", merging.unmerge, name="unmerge"),
    path("impor/", imports.imports, name="imports"),
    path("impor/baru/", imports.upload, name="import_upload"),
    path("impor/<uuid:import_id>/", imports.one, name="import"),
    path("impor/<uuid:import_id>/kolom/", imports.columns, name="import_columns"),
    path("impor/<uuid:import_id>/ditolak/", imports.rejected, name="import_rejected"),
    path("impor/<uuid:import_id>/langkah/<slug:name>/", imports.step, name="import_step"),
]

from django.urls import path

from nastavnik.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("papers/<slug:name>.<str:paper_format>", views.paper_download, name="paper"),
    path("minutes/", views.minutes_list, name="minutes-list"),
    path("minutes/draft/", views.minutes_draft, name="minutes-draft"),
    path("minutes/<uuid:pk>/", views.minutes_detail, name="minutes-detail"),
    path("minutes/<uuid:pk>/write/", views.minutes_write, name="minutes-write"),
    path("minutes/<uuid:pk>/items/add/", views.item_add, name="item-add"),
    path("minutes/items/<uuid:pk>/", views.item_change, name="item-change"),
    path("minutes/items/<uuid:pk>/remove/", views.item_remove, name="item-remove"),
    path("minutes/<uuid:pk>/sign/", views.minutes_sign, name="minutes-sign"),
    path("minutes/<uuid:pk>/drop/", views.minutes_drop, name="minutes-drop"),
    path("minutes/<uuid:pk>/paper.<str:paper_format>", views.minutes_paper_download, name="minutes-paper"),
    path("minutes/<uuid:pk>/scan/", views.minutes_scan, name="minutes-scan"),
    path("minutes/<uuid:pk>/scan/attach/", views.scan_attach, name="scan-attach"),
    path("portfolios/", views.portfolio_list, name="portfolio-list"),
    path("portfolios/<uuid:pk>/<slug:kind>.<str:paper_format>", views.portfolio_paper_download, name="portfolio-paper"),
    path("destruction/", views.destruction_list, name="destruction-list"),
    path("destruction/<uuid:key>/act.<str:paper_format>", views.destruction_paper_download, name="destruction-paper"),
    path("own-forms/", views.own_form_list, name="own-form-list"),
    path("own-forms/upload/", views.own_form_upload, name="own-form-upload"),
    path("own-forms/kinds/<slug:kind>/", views.own_form_kind, name="own-form-kind"),
    path("own-forms/kinds/<slug:kind>/starter.docx", views.own_form_starter, name="own-form-starter"),
    path("own-forms/<uuid:pk>/form.docx", views.own_form_file, name="own-form-file"),
    path("own-forms/<uuid:pk>/remove/", views.own_form_remove, name="own-form-remove"),
    path("many/", views.job_list, name="job-list"),
    path("many/<uuid:pk>/", views.job_detail, name="job-detail"),
    path("many/<uuid:pk>/stop/", views.job_stop, name="job-stop"),
    path("many/<uuid:pk>/archive.zip", views.job_archive, name="job-archive"),
    path("many/<uuid:pk>/discard/", views.job_discard, name="job-discard"),
    path("site-section/", views.site_section_detail, name="site-section"),
]

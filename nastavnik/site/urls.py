from django.urls import path

from nastavnik.site import views

app_name = "site"
urlpatterns = [
    path("", views.publication_list, name="publication-list"),
    path("mine/", views.own_publications, name="own-publications"),
    path("programmes/<uuid:pk>/prepare/", views.publication_prepare, name="publication-prepare"),
    path("people/<uuid:pk>/remove/", views.person_remove, name="person-remove"),
    path("<uuid:pk>/", views.publication_detail, name="publication-detail"),
    path("<uuid:pk>/write/", views.publication_write, name="publication-write"),
    path("<uuid:pk>/approve/", views.publication_approve, name="publication-approve"),
    path("<uuid:pk>/return/", views.publication_return, name="publication-return"),
    path("<uuid:pk>/publish/", views.publication_publish, name="publication-publish"),
    path("<uuid:pk>/withdraw/", views.publication_withdraw, name="publication-withdraw"),
    path("<uuid:pk>/revise/", views.publication_revise, name="publication-revise"),
    path("<uuid:pk>/discard/", views.publication_discard, name="publication-discard"),
    path("<uuid:pk>/copy/", views.publication_copy, name="publication-copy"),
    path("<uuid:pk>/texts/", views.ready_texts, name="ready-texts"),
    path("<uuid:pk>/texts.<str:paper_format>", views.ready_text_download, name="ready-text"),
]

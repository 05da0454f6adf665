from django.urls import path

from nastavnik.regulation import reading_views, views

app_name = "regulation"
urlpatterns = [
    path("", views.edition_detail, name="edition-detail"),
    path("editions/<uuid:pk>/", views.edition_former, name="edition-former"),
    path("editions/<uuid:pk>/read/", reading_views.edition_read, name="edition-read"),
    path("reading/", reading_views.reading_list, name="reading-list"),
    path("codes/write/", reading_views.code_write, name="code-write"),
    path("codes/<uuid:pk>/", reading_views.code_detail, name="code-detail"),
    path("codes/<uuid:pk>/read/", reading_views.code_read, name="code-read"),
    path("forms/", views.extra_form_list, name="extra-form-list"),
    path("forms/add/", views.extra_form_add, name="extra-form-add"),
    path("forms/<uuid:pk>/", views.extra_form_change, name="extra-form-change"),
    path("acts/", views.act_list, name="act-list"),
    path("acts/add/", views.act_add, name="act-add"),
    path("acts/<uuid:pk>/", views.act_change, name="act-change"),
    path("acts/<uuid:pk>/read/", reading_views.act_read, name="act-read"),
    path("acts/<uuid:pk>/confirm/", views.act_confirm, name="act-confirm"),
]

from django.urls import path

from nastavnik.regulation import views

app_name = "regulation"
urlpatterns = [
    path("", views.edition_detail, name="edition-detail"),
    path("editions/<uuid:pk>/", views.edition_former, name="edition-former"),
    path("forms/", views.extra_form_list, name="extra-form-list"),
    path("forms/add/", views.extra_form_add, name="extra-form-add"),
    path("forms/<uuid:pk>/", views.extra_form_change, name="extra-form-change"),
    path("acts/", views.act_list, name="act-list"),
    path("acts/add/", views.act_add, name="act-add"),
    path("acts/<uuid:pk>/", views.act_change, name="act-change"),
    path("acts/<uuid:pk>/confirm/", views.act_confirm, name="act-confirm"),
]

from django.urls import path

from nastavnik.people import views

app_name = "people"
urlpatterns = [
    path("", views.person_list, name="person-list"),
    path("add/", views.person_add, name="person-add"),
    path("staff/", views.staff_import_upload, name="staff-import-upload"),
    path("staff/<uuid:pk>/", views.staff_import_detail, name="staff-import-detail"),
    path("staff/<uuid:pk>/answer/", views.staff_import_answer, name="staff-import-answer"),
    path("staff/<uuid:pk>/apply/", views.staff_import_apply, name="staff-import-apply"),
    path("staff/<uuid:pk>/drop/", views.staff_import_drop, name="staff-import-drop"),
    path("access/", views.access_open_many, name="access-open-many"),
    path("access/cards/", views.access_cards, name="access-cards"),
    path("posts/<uuid:pk>/change/", views.employment_change, name="employment-change"),
    path("<uuid:pk>/", views.person_detail, name="person-detail"),
    path("<uuid:pk>/change/", views.person_change, name="person-change"),
    path("<uuid:pk>/cases/", views.case_forms_change, name="case-forms-change"),
    path("<uuid:pk>/posts/add/", views.employment_add, name="employment-add"),
    path("<uuid:pk>/dismiss/", views.person_dismiss, name="person-dismiss"),
    path("<uuid:pk>/access/", views.access_open, name="access-open"),
]

from django.urls import path

from nastavnik.surveys import views

app_name = "surveys"
urlpatterns = [
    path("", views.invitation_list, name="invitation-list"),
    path("overview/", views.invitation_overview, name="invitation-overview"),
    path("<uuid:pk>/", views.invitation_detail, name="invitation-detail"),
    path("<uuid:pk>/decline/", views.invitation_decline, name="invitation-decline"),
    path("<uuid:pk>/reopen/", views.invitation_reopen, name="invitation-reopen"),
]

"""Addresses of help."""

app_name = "help"

urlpatterns: list = []

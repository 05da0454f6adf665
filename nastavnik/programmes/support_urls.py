"""Addresses of what supports programmes: tasks of the council, activities without a method."""

from django.urls import path

from nastavnik.programmes.views import support

urlpatterns = [
    path("support/without-method/", support.method_list, name="method-list"),
    path("support/tasks/", support.council_task_list, name="council-task-list"),
    path("support/tasks/add/", support.council_task_add, name="council-task-add"),
    path("support/tasks/<uuid:pk>/finish/", support.council_task_finish, name="council-task-finish"),
    path("support/tasks/<uuid:pk>/drop/", support.council_task_drop, name="council-task-drop"),
]

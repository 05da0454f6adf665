"""Addresses of what supports programmes: the council's tasks, activities without a method, a teacher's own way."""

from django.urls import path

from nastavnik.programmes.views import mentees, support

urlpatterns = [
    path("trajectory/<uuid:pk>/", mentees.trajectory_detail, name="trajectory-detail"),
    path("support/without-method/", support.method_list, name="method-list"),
    path("support/tasks/", support.council_task_list, name="council-task-list"),
    path("support/tasks/add/", support.council_task_add, name="council-task-add"),
    path("support/tasks/<uuid:pk>/finish/", support.council_task_finish, name="council-task-finish"),
    path("support/tasks/<uuid:pk>/drop/", support.council_task_drop, name="council-task-drop"),
]

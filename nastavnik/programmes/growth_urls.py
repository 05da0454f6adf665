"""Addresses of what a programme holds beside meetings: specialists, the log of the work, versions, templates."""

from django.urls import path

from nastavnik.programmes.views import (
    growth,
    mentees,
    plan,
    register,
    skills,
    specialists,
    structures,
    templates,
    versions,
)

urlpatterns = [
    path("register.<slug:paper_format>", register.register_paper, name="programme-register"),
    path("templates/", templates.template_list, name="template-list"),
    path("templates/write/", templates.template_write, name="template-write"),
    path("templates/<uuid:pk>/", templates.template_change, name="template-change"),
    path("templates/<uuid:pk>/retire/", templates.template_retire, name="template-retire"),
    path("structures/", structures.structure_list, name="structure-list"),
    path("structures/add/", structures.structure_add, name="structure-add"),
    path("structures/<uuid:pk>/", structures.structure_detail, name="structure-detail"),
    path("structures/<uuid:pk>/change/", structures.structure_change, name="structure-change"),
    path("mentees/<uuid:pk>/", mentees.mentee_detail, name="mentee-detail"),
    path("<uuid:pk>/template/", templates.template_use, name="template-use"),
    path("<uuid:pk>/versions/", versions.version_list, name="version-list"),
    path("<uuid:pk>/growth/", growth.programme_growth, name="programme-growth"),
    path("<uuid:pk>/growth/<slug:kind>/add/", growth.growth_add, name="growth-add"),
    path("<uuid:pk>/growth/<slug:kind>/<uuid:key>/mend/", growth.growth_mend, name="growth-mend"),
    path("<uuid:pk>/growth/<slug:kind>/<uuid:key>/erase/", growth.growth_erase, name="growth-erase"),
    path("<uuid:pk>/growth/<slug:kind>/<uuid:key>/<slug:deed>/", growth.growth_act, name="growth-act"),
    path("<uuid:pk>/skills/", skills.programme_skills, name="programme-skills"),
    path("<uuid:pk>/skills/<uuid:key>/checkpoint/", skills.checkpoint_record, name="checkpoint-record"),
    path("<uuid:pk>/skills/<uuid:key>/competences/", skills.competences_write, name="competences-write"),
    path("items/<uuid:pk>/confirm/", plan.item_confirm, name="item-confirm"),
    path("items/<uuid:pk>/invite/", specialists.specialist_invite, name="specialist-invite"),
    path("specialists/<uuid:pk>/", specialists.engagement_detail, name="engagement-detail"),
    path("specialists/<uuid:pk>/accept/", specialists.engagement_accept, name="engagement-accept"),
    path("specialists/<uuid:pk>/decline/", specialists.engagement_decline, name="engagement-decline"),
    path("specialists/<uuid:pk>/entrust/", specialists.item_entrust, name="item-entrust"),
    path("specialists/<uuid:pk>/release/", specialists.specialist_release, name="specialist-release"),
]

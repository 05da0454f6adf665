"""The pages of papers: the catalogue, minutes, journals and blanks, portfolios, own forms, many papers at once."""

from nastavnik.documents.views.catalogue import catalogue
from nastavnik.documents.views.many import job_archive, job_detail, job_discard, job_list, job_stop
from nastavnik.documents.views.minutes import (
    item_add,
    item_change,
    item_remove,
    minutes_detail,
    minutes_draft,
    minutes_drop,
    minutes_list,
    minutes_paper_download,
    minutes_scan,
    minutes_sign,
    minutes_write,
    scan_attach,
)
from nastavnik.documents.views.own_forms import (
    own_form_file,
    own_form_kind,
    own_form_list,
    own_form_remove,
    own_form_starter,
    own_form_upload,
)
from nastavnik.documents.views.papers import (
    destruction_list,
    destruction_paper_download,
    paper_download,
    portfolio_list,
    portfolio_paper_download,
    site_section_detail,
)

__all__ = [
    "catalogue",
    "destruction_list",
    "destruction_paper_download",
    "item_add",
    "item_change",
    "item_remove",
    "job_archive",
    "job_detail",
    "job_discard",
    "job_list",
    "job_stop",
    "minutes_detail",
    "minutes_draft",
    "minutes_drop",
    "minutes_list",
    "minutes_paper_download",
    "minutes_scan",
    "minutes_sign",
    "minutes_write",
    "own_form_file",
    "own_form_kind",
    "own_form_list",
    "own_form_remove",
    "own_form_starter",
    "own_form_upload",
    "paper_download",
    "portfolio_list",
    "portfolio_paper_download",
    "scan_attach",
    "site_section_detail",
]

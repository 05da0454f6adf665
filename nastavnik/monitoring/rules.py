"""Who may see figures, the people behind them, reports (4.4.10, 4.4.11, 4.5/7)."""

import rules

from nastavnik.organisations.rules import is_council, leads

rules.add_perm("monitoring.view_indicators", leads | is_council)  # 4.5/7: sums, no names
rules.add_perm("monitoring.view_people", leads)
rules.add_perm("monitoring.note_leaving", leads)  # 2.2/5
rules.add_perm("monitoring.view_reports", leads)
rules.add_perm("monitoring.begin_report", leads)
rules.add_perm("monitoring.write_report", leads)
rules.add_perm("monitoring.retake_figures", leads)
rules.add_perm("monitoring.finish_report", leads)

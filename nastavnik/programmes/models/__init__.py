"""The programme, its plan, its meetings; a module for each."""

from nastavnik.pairs.models import EndReason
from nastavnik.programmes.models.calendar import CalendarAddress
from nastavnik.programmes.models.changes import (
    STANDING_CHANGES,
    Alteration,
    ChangeAgreement,
    ProgrammeChange,
    ProposalState,
)
from nastavnik.programmes.models.endings import EndComment, EndWish, WishState
from nastavnik.programmes.models.growth import (
    EDIT_DAYS,
    Difficulty,
    DifficultyState,
    EventRole,
    GrowthRecord,
    Observation,
    Participation,
    Project,
    ProjectKind,
    Recommendation,
    RecommendationKind,
    RecommendationState,
    Remark,
)
from nastavnik.programmes.models.hours import Weekday, WorkingHours
from nastavnik.programmes.models.meetings import (
    DEFAULT_MINUTES,
    NEEDS_SERVICE,
    Channel,
    Meeting,
    MeetingState,
    silent_since,
)
from nastavnik.programmes.models.pauses import Pause, PauseConsent, PauseReason, PauseState
from nastavnik.programmes.models.phases import Phase
from nastavnik.programmes.models.plan import (
    COLLECTIVE_KINDS,
    ItemConsent,
    ItemKind,
    ItemMark,
    ItemState,
    PlanItem,
    Side,
)
from nastavnik.programmes.models.programmes import (
    ENDED,
    UNDER_WAY,
    WRITABLE,
    Agreement,
    Direction,
    Programme,
    ProgrammeQuerySet,
    ProgrammeState,
)
from nastavnik.programmes.models.skills import MONTHS, Checkpoint, Competence, Independence, Mastery, Moment
from nastavnik.programmes.models.specialists import STANDING, Engagement, EngagementState
from nastavnik.programmes.models.structures import Structure
from nastavnik.programmes.models.support import CouncilTask, CouncilTaskState
from nastavnik.programmes.models.templates import ProgrammeTemplate, TemplateItem
from nastavnik.programmes.models.versions import Occasion, ProgrammeVersion

__all__ = [
    "COLLECTIVE_KINDS",
    "DEFAULT_MINUTES",
    "EDIT_DAYS",
    "ENDED",
    "MONTHS",
    "NEEDS_SERVICE",
    "STANDING",
    "STANDING_CHANGES",
    "UNDER_WAY",
    "WRITABLE",
    "Agreement",
    "Alteration",
    "CalendarAddress",
    "ChangeAgreement",
    "Channel",
    "Checkpoint",
    "Competence",
    "CouncilTask",
    "CouncilTaskState",
    "Difficulty",
    "DifficultyState",
    "Direction",
    "EndComment",
    "EndReason",
    "EndWish",
    "Engagement",
    "EngagementState",
    "EventRole",
    "GrowthRecord",
    "Independence",
    "ItemConsent",
    "ItemKind",
    "ItemMark",
    "ItemState",
    "Mastery",
    "Meeting",
    "MeetingState",
    "Moment",
    "Observation",
    "Occasion",
    "Participation",
    "Pause",
    "PauseConsent",
    "PauseReason",
    "PauseState",
    "Phase",
    "PlanItem",
    "Programme",
    "ProgrammeChange",
    "ProgrammeQuerySet",
    "ProgrammeState",
    "ProgrammeTemplate",
    "ProgrammeVersion",
    "Project",
    "ProjectKind",
    "ProposalState",
    "Recommendation",
    "RecommendationKind",
    "RecommendationState",
    "Remark",
    "Side",
    "Structure",
    "TemplateItem",
    "Weekday",
    "WishState",
    "WorkingHours",
    "silent_since",
]

"""Tables of the services module: one noun per file."""

from ayo.services.models.case import Case, CaseReach, Counter, Line, Task
from ayo.services.models.desk import Phrase, Presence, SavedFilter
from ayo.services.models.document import CaseDocument, HeldDocument
from ayo.services.models.draft import Draft
from ayo.services.models.helping import Help, HelpRequest
from ayo.services.models.length import CaseLength
from ayo.services.models.letter import Letter
from ayo.services.models.service import Service, ServiceVersion
from ayo.services.models.survey import Survey

__all__ = [
    "Case",
    "CaseDocument",
    "CaseLength",
    "CaseReach",
    "Counter",
    "Draft",
    "HeldDocument",
    "Help",
    "HelpRequest",
    "Letter",
    "Line",
    "Phrase",
    "Presence",
    "SavedFilter",
    "Service",
    "ServiceVersion",
    "Survey",
    "Task",
]

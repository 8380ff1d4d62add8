"""Files from strangers: what they are by their content, whether to take them in, and a copy that is safe to open."""

from hirz.engines.files.display_names import safe_display_name
from hirz.engines.files.findings import Caution, Inspection, Limits, Refusal
from hirz.engines.files.inspection import inspect
from hirz.engines.files.kinds import EXTENSIONS, MEDIA_TYPES, Kind
from hirz.engines.files.silence import silence_libraries
from hirz.engines.files.working_copies import working_copy

silence_libraries()

__all__ = [
    "EXTENSIONS",
    "MEDIA_TYPES",
    "Caution",
    "Inspection",
    "Kind",
    "Limits",
    "Refusal",
    "inspect",
    "safe_display_name",
    "working_copy",
]

from .notes import register_tools as register_note_tools
from .plans import register_tools as register_plan_tools

__all__ = ["register_note_tools", "register_plan_tools"]

from .agent import Agent
from .tool import function_tool

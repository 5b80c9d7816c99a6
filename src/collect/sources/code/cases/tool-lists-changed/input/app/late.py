"""Names no AI library, and changes what it imports all the same."""
from app.team import COUNTER, appended, assigned, extended, front

COUNTER.append(front)
appended.tools.append(front)
assigned.tools = [front]
extended.tools.extend(load_more())

"""Names no AI library, and only reads what it imports."""
from read import TOOLS, alone, describe, kept

print(len(TOOLS), [one.name for one in TOOLS])
describe_all = [describe(one) for one in (TOOLS,)]
for tool in TOOLS:
    print(tool.name == "stock", alone.name, len(alone.tools))
kept.name = "kept"

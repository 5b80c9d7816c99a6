from a import tools, x
tools = tools + x

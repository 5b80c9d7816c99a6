def function_tool(fn):
    return fn

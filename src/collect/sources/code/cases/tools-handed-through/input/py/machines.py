def make(tools, prompt=None):
    return tools

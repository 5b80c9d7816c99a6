from langchain.agents import create_agent

from cyclic import model as model, tools as tools

prompt = prompt
tools = [*tools]
agent = create_agent(model, tools, system_prompt=prompt)
again = create_agent(model=again, tools=again, system_prompt=again)


def loop(x):
    return loop(x)


looped = create_agent(loop(1), [loop], system_prompt=loop)

from langchain.agents import AgentType, initialize_agent, load_tools
from langchain_community.tools import WikipediaQueryRun
from langchain_openai import ChatOpenAI

from experts import HarmExpert, HeatExpert, MassExpert

PREFIX = "You pass questions on to experts, and say who answered."
SUFFIX = "Begin, and never answer from memory."
small = ChatOpenAI(model="gpt-4.1-mini")


def ask(question):
    llm = ChatOpenAI(model="gpt-4.1")
    tools = load_tools(["llm-math"], llm=llm)
    tools = [
        HeatExpert(llm=small).as_tool(),
        MassExpert(small, "kg").as_tool(),
        HarmExpert(small, unit="g").as_tool(),
        WikipediaQueryRun(),
    ]
    lead = initialize_agent(
        agent=AgentType.STRUCTURED_CHAT_ZERO_SHOT_REACT_DESCRIPTION,
        tools=tools,
        llm=llm,
        agent_kwargs={"prefix": PREFIX, "suffix": SUFFIX},
    )
    return lead.run(question)


def count(question):
    tools = load_tools(["llm-math", "terminal", question], llm=small)
    return initialize_agent(tools, small, agent=AgentType.ZERO_SHOT_REACT_DESCRIPTION).run(question)

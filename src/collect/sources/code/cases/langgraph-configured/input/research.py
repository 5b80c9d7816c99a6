"""Models named in a configuration class, tools gathered by a function, a graph inside a graph."""
import os

from langchain.chat_models import init_chat_model
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import tool
from langgraph.graph import END, START, StateGraph
from pydantic import BaseModel, Field
from tavily import AsyncTavilyClient

PROMPT = """You do research. Today is {date}."""


class Configuration(BaseModel):
    research_model: str = Field(default="openai:gpt-4.1")
    writer_model: str = "anthropic:claude-sonnet-4-6"

    @classmethod
    def from_config(cls, config) -> "Configuration":
        return cls(**config.get("configurable", {}))


configurable_model = init_chat_model(configurable_fields=("model", "max_tokens", "api_key"))


@tool(description="Searches the web.")
async def web_search(queries: list[str], config: RunnableConfig = None) -> str:
    client = AsyncTavilyClient(api_key=os.getenv("TAVILY_API_KEY"))
    results = [await client.search(query, max_results=5) for query in queries]
    return str(results)


@tool
def think(reflection: str) -> str:
    """Thinks."""
    return f"Thought: {reflection}"


def gather_tools(config):
    tools = [think]
    tools.append(web_search)
    return tools


async def researcher(state, config):
    configurable = Configuration.from_config(config)
    tools = gather_tools(config)
    model = configurable_model.bind_tools(tools).with_config({"model": configurable.research_model})
    return {"messages": [await model.ainvoke([SystemMessage(content=PROMPT.format(date="today"))] + state["messages"])]}


async def write(state, config):
    configurable = Configuration.from_config(config)
    writer = configurable_model.with_config({"model": configurable.writer_model})
    return {"report": await writer.ainvoke([HumanMessage(content="Write.")])}


research_builder = StateGraph(dict)
research_builder.add_node("researcher", researcher)
research_graph = research_builder.compile()


async def supervise(state, config):
    return await research_graph.ainvoke(state, config)


main_builder = StateGraph(dict)
main_builder.add_node("supervise", supervise)
main_builder.add_node("write", write)
main_builder.add_edge(START, "supervise")
main_builder.add_edge("write", END)
deep_researcher = main_builder.compile()

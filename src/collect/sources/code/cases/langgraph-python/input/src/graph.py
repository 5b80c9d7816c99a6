from typing import TypedDict

from langchain.agents import create_agent
from langchain.chat_models import init_chat_model
from langchain_chroma import Chroma
from langchain_core.messages import SystemMessage
from langchain_core.tools import create_retriever_tool
from langchain_mcp_adapters.client import MultiServerMCPClient
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from langgraph.graph import END, START, StateGraph
from langgraph.prebuilt import ToolNode, create_react_agent

from .tools import add, open_page, python, read_report

store = Chroma(collection_name="handbook", embedding_function=OpenAIEmbeddings(model="text-embedding-3-small"))
search = create_retriever_tool(store.as_retriever(search_kwargs={"k": 4}), "search_handbook", "Searches the handbook.")

analyst = create_agent(model="anthropic:claude-sonnet-4-5-20250929", tools=[read_report, add], system_prompt="You analyse reports.", name="analyst")
reader = create_react_agent(init_chat_model("gpt-4o", model_provider="openai"), [open_page, search], prompt="Read and summarise.", name="reader")

tools = [python, read_report]
llm = ChatOpenAI(model="gpt-4.1-2025-04-14", temperature=0).bind_tools(tools)


class State(TypedDict):
    messages: list


def call_model(state: State):
    return {"messages": [llm.invoke([SystemMessage(content="You write code."), *state["messages"]])]}


def ask_analyst(state: State):
    return analyst.invoke(state)


builder = StateGraph(State)
builder.add_node("model", call_model)
builder.add_node("tools", ToolNode(tools))
builder.add_node("analyst", ask_analyst)
builder.add_node("reader", reader)
builder.add_edge(START, "model")
builder.add_edge("model", END)
coder = builder.compile(name="coder")


def clean(state: State):
    return {"messages": state["messages"][-3:]}


pipeline = StateGraph(State)
pipeline.add_node("clean", clean)
batch = pipeline.compile()


async def with_servers():
    client = MultiServerMCPClient({"crm": {"url": "https://crm.corp.example/mcp", "transport": "streamable_http"}, "math": {"command": "python", "args": ["math_server.py"], "transport": "stdio"}})
    return create_agent("openai:gpt-4o", await client.get_tools())


outer = StateGraph(State)
outer.add_node("clean", clean)
outer.add_node("work", coder)
team = outer.compile()

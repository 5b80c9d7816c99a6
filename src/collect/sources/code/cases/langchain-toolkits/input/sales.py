import langchain_community.agent_toolkits as toolkits
import pandas as pd
from langchain.agents import ZeroShotAgent
from langchain_community.agent_toolkits import SQLDatabaseToolkit, create_sql_agent
from langchain_community.agent_toolkits.openapi.base import create_openapi_agent
from langchain_community.agent_toolkits.nla.base import create_nla_agent
from langchain_community.chains.graph_qa.cypher import GraphCypherQAChain
from langchain_community.utilities import SQLDatabase
from langchain_core.tools import tool
from langchain_experimental.agents import create_pandas_dataframe_agent
from langchain_openai import ChatOpenAI
from langgraph.prebuilt import create_react_agent
from langgraph_swarm import create_swarm

llm = ChatOpenAI(model="gpt-4.1-2025-04-14")


@tool
def exchange_rate(currency: str) -> float:
    """Looks up a rate."""
    return len(currency) / 2


db = SQLDatabase.from_uri("sqlite:///sales.db")
# The statements that it runs are the model's.
analyst = create_sql_agent(llm, db=db, extra_tools=[exchange_rate], prefix="You answer with numbers.")


def read_sheet(path: str, question: str):
    # Runs the Python that the model writes.
    frames = create_pandas_dataframe_agent(llm, pd.read_csv(path), allow_dangerous_code=True)
    return frames.invoke(question)


def call_partner(kit):
    # What its toolkit holds besides stands in the specification.
    return create_openapi_agent(llm, kit)


newer = create_react_agent(llm, [exchange_rate, *SQLDatabaseToolkit(db=db, llm=llm).get_tools()])
reader = ZeroShotAgent.from_llm_and_tools(llm, [exchange_rate])
office = create_swarm([analyst], default_active_agent="analyst").compile()

# By their names these make agents, and no row says what they can do.
clerk = create_nla_agent(llm, "https://partner.example")
other = create_nla_agent(llm, "https://other.example")
pilot = toolkits.create_flight_agent(llm)
graph = GraphCypherQAChain.from_llm(llm, graph=None)
# Neither is what is done to them, nor what only sounds like one.
clerk.invoke("a question")
toolkits.load_agent_settings("clerk")

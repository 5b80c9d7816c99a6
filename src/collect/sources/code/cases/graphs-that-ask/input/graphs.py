"""Graphs and functions that ask a model which only run time knows, and some that ask none."""
from langchain.agents import create_agent
from langchain_core.prompts import SystemMessagePromptTemplate
from langchain_core.runnables import RunnableLambda
from langgraph.func import entrypoint, task
from langgraph.graph import StateGraph
from langgraph_supervisor import create_supervisor

from .llm import embed, get_model

greeting_prompt = SystemMessagePromptTemplate.from_template("You greet {name}.")


def wrap_model(model, system_prompt):
    return RunnableLambda(lambda state: [system_prompt] + state["messages"]) | model


async def greet(state, config):
    chain = wrap_model(get_model(config["model"]), greeting_prompt.format(name=state["name"]))
    return {"messages": [await chain.ainvoke(state, config)]}


builder = StateGraph(dict)
builder.add_node("greet", greet)
greeter = builder.compile()


def index(state):
    return {"vectors": embed(state["texts"])}


def copy(state):
    return dict(state)


# They ask no model that answers: a workflow.
indexing = StateGraph(dict)
indexing.add_node("index", index)
indexing.add_node("copy", copy)
indexer = indexing.compile()


@entrypoint()
async def chat(inputs, *, config):
    model = get_model(config["model"])
    return await model.ainvoke(inputs["messages"])


@entrypoint()
def count(inputs):
    return len(inputs)


@task()
def step(inputs):
    return get_model("x").invoke(inputs)


def add(a: float, b: float) -> float:
    """Adds."""
    return a + b


def team(model):
    maths = create_agent(model=model, tools=[add], name="maths", system_prompt="You calculate.").with_config(tags=["quiet"])
    research = (
        create_supervisor([maths], model=model, tools=[], prompt="You research.", supervisor_name="research")
        .compile(name="research-team")
        .with_config(tags=["quiet"])
    )
    return create_supervisor([research], model=model, prompt="You lead.", supervisor_name="lead")


leader = team(get_model("y")).compile()

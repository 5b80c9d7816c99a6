"""Templates of which some values are filled in before the others, at a module's level and in functions."""
from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4.1-mini")

AT_TOP = PromptTemplate.from_template("You help the guests of {house} at the counter with {question}")
DESK = PromptTemplate.from_template("You help the readers of {paper} with the key {key}: {question}")
SYSTEM = ChatPromptTemplate.from_messages([("system", "You speak for {shop} with the key {key}."), ("user", "{q}")])

at_top = AT_TOP.partial(house="The Lantern") | llm


# In a function, of a template of the module's.
def of_desk(question):
    prompt = DESK.partial(paper="The Courier", key="sk-notreal-in-parts-1")
    return (prompt | llm).invoke({"question": question})


# A chain that is asked in place.
def of_shop(question):
    return (SYSTEM.partial(shop="Bikes", key="sk-notreal-in-parts-2") | llm).invoke({"q": question})


# Of one that is made there.
def made_inside(question):
    template = PromptTemplate.from_template("You help the walkers of {hill} with the key {key}: {question}")
    prompt = template.partial(hill="Vaals", key="sk-notreal-in-parts-3")
    chain = prompt | llm
    return chain.invoke({"question": question})


def formatted_inside(question):
    template = PromptTemplate.from_template("You help the sailors of {lake} with the key {key}: {question}")
    prompt = template.partial(lake="Sneek", key="sk-notreal-in-parts-4")
    return llm.invoke(prompt.format(question=question))


# Under several names, or one name again.
def in_steps(question):
    template = PromptTemplate.from_template("You help the bakers of {town} with the key {key}: {question}")
    prompt = template.partial(town="Delft")
    prompt = prompt.partial(key="sk-notreal-in-parts-5")
    return llm.invoke(prompt.format(question=question))


def set_again(question):
    prompt = PromptTemplate.from_template("You help the farmers of {dike} with the key {key}: {question}")
    prompt = prompt.partial(dike="Edam", key="sk-notreal-in-parts-6")
    return llm.invoke(prompt.format(question=question))


class Counter:
    template = PromptTemplate.from_template("You help the drivers of {bus} with the key {key}: {question}")

    def __init__(self):
        self.prompt = self.template.partial(bus="12", key="sk-notreal-in-parts-7")

    def ask(self, question):
        return llm.invoke(self.prompt.format(question=question))


# What is handed over is no template that was read.
def loaded(question, load):
    return llm.invoke(load("desk").partial(day="Monday").format(question=question))

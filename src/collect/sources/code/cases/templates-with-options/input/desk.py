from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
from langchain_openai import ChatOpenAI

from settings import more

llm = ChatOpenAI(model="gpt-4.1-mini")

# The key is in all that is sent.
keyed = PromptTemplate(
    template="You help customers of the shop with the key {key}: {question}",
    input_variables=["question"],
    partial_variables={"key": "sk-notreal-partial-1"},
)
from_text = PromptTemplate.from_template(
    "You help guests of the house with the key {key}: {question}",
    partial_variables={"key": "sk-notreal-partial-2"},
)
system = ChatPromptTemplate(
    [("system", "You answer with the key {key}."), ("user", "{question}")],
    partial_variables={"key": "sk-notreal-partial-3"},
)

# Named by no place of the template, it is not sent.
unused = PromptTemplate(
    template="You help people at the counter with {question}",
    partial_variables={"key": "sk-notreal-unused"},
)
harmless = PromptTemplate(
    template="You help people of {town} with {question}", partial_variables={"town": "Delft"}
)

# Which values, and which of them is sent, is not known.
hidden = PromptTemplate(template="You help readers of the paper with {question}", **more())
chosen = PromptTemplate(
    template="You help writers of the paper with {key} and {question}",
    partial_variables={"key": "none", **more()},
)

# Their places are written in another way.
jinja = PromptTemplate(
    template="You help callers of the shop with {{ question }} and {nobody}", template_format="jinja2"
)
jinja_keyed = PromptTemplate(
    template="You help drivers of the shop with {{ question }}",
    template_format="jinja2",
    partial_variables={"key": "sk-notreal-jinja"},
)
by_place = ChatPromptTemplate.from_messages([("system", "You keep {{ key }} of {nobody}.")], "mustache")
as_ever = PromptTemplate(
    template="You help players of the shop with {question}", template_format="f-string"
)

ask_keyed = keyed | llm
ask_from_text = from_text | llm
ask_system = system | llm
ask_unused = unused | llm
ask_harmless = harmless | llm
ask_hidden = hidden | llm
ask_chosen = chosen | llm
ask_jinja = jinja | llm
ask_jinja_keyed = jinja_keyed | llm
ask_by_place = by_place | llm
ask_as_ever = as_ever | llm


def ask(question: str) -> str:
    return llm.invoke(jinja.format(question="sk-notreal-question", nobody="sk-notreal-nobody")).content

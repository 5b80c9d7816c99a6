"""The values that a template was made with are set to others."""
from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4.1-mini")

ENTRY = PromptTemplate(template="You open the gate of the first yard with {key}.", partial_variables={"key": "none"})
ALL = PromptTemplate(template="You open the gate of the second yard with {key}.", partial_variables={"key": "none"})
UPDATED = PromptTemplate(template="You open the gate of the third yard with {key}.", partial_variables={"key": "none"})
UNTOUCHED = PromptTemplate(template="You open the gate of the fourth yard with {key}.", partial_variables={"key": "none"})
FILLED = PromptTemplate.from_template("You open the gate of the fifth yard with {key}.").partial(key="none")
HARMLESS = PromptTemplate(template="You open the gate of the sixth yard with {key}.", partial_variables={"key": "none"})
BY_NAME = PromptTemplate(template="You open the gate of the seventh yard with {key}.", partial_variables={"key": "none"})
LISTED = ChatPromptTemplate.from_messages([("system", "You open the gate of the eighth yard with {key}.")]).partial(key="none")

ENTRY.partial_variables["key"] = "sk-notreal-set-1"
ALL.partial_variables = {"key": "sk-notreal-set-2"}
UPDATED.partial_variables.update({"key": "sk-notreal-set-3"})
FILLED.partial_variables["key"] = "sk-notreal-set-5"
HARMLESS.partial_variables["key"] = "nothing"
setattr(BY_NAME, "partial_variables", {"key": "sk-notreal-set-7"})
values = LISTED.partial_variables
values["key"] = "sk-notreal-set-8"


def ask():
    for template in (ENTRY, ALL):
        print(template)
    return [
        llm.invoke(ENTRY.format()),
        llm.invoke(ALL.format()),
        llm.invoke(UPDATED.format()),
        llm.invoke(UNTOUCHED.format()),
        llm.invoke(FILLED.format()),
        llm.invoke(HARMLESS.format()),
        llm.invoke(BY_NAME.format()),
        llm.invoke(LISTED.format_messages()),
    ]

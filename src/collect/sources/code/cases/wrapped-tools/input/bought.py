from langchain_community.tools.ddg_search.tool import DuckDuckGoSearchResults
from langchain_community.tools.openweathermap import OpenWeatherMapQueryRun
from langchain_community.utilities import OpenWeatherMapAPIWrapper
from langchain_openai import ChatOpenAI
from langgraph.prebuilt import create_react_agent

weather = OpenWeatherMapQueryRun(name="Weather", api_wrapper=OpenWeatherMapAPIWrapper())

travel = create_react_agent(
    ChatOpenAI(model="gpt-4.1-mini-2025-04-14"),
    tools=[DuckDuckGoSearchResults(max_results=5), weather],
    name="travel",
)

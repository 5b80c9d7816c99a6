from agents import Agent, function_tool


@function_tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    return f"sunny in {city}"


agent = Agent(name="Weather", instructions="Tell the weather.", tools=[get_weather])

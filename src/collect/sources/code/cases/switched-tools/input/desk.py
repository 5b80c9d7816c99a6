from agents import Agent, function_tool, handoff


def may_refund(context, agent) -> bool:
    return context.context.is_manager


@function_tool
def find_order(number: str) -> str:
    return number.upper()


@function_tool(is_enabled=may_refund)
def refund(number: str) -> str:
    return number.lower()


@function_tool(is_enabled=True)
def greet(name: str) -> str:
    return name.title()


billing = Agent(name="Billing", instructions="You bill.", tools=[refund])
translator = Agent(name="Translator", instructions="You translate.")
critic = Agent(name="Critic", instructions="You criticise.")
# Whether the model is told of some of these is decided at run time.
desk = Agent(
    name="Desk",
    instructions="You answer.",
    tools=[
        find_order,
        refund,
        greet,
        translator.as_tool("translate", "Translates.", is_enabled=may_refund),
    ],
    handoffs=[handoff(billing, is_enabled=lambda context, agent: context.context.is_open), critic],
)

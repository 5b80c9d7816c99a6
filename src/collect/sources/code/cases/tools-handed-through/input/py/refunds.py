from run import run_agent, make
from tools import refund, cancel


async def refunds(question):
    return await run_agent(name="refunds", instructions="You refund customers.", tools=[refund], question=question)

cancels = make([cancel], prompt="You cancel orders.")

from agents import Runner
from desk import make_clerk

second = make_clerk(name="second", instructions="You file elsewhere.")


async def ask(question: str):
    return await Runner.run(second, question)

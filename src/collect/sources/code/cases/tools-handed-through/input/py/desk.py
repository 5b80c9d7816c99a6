from run import run_agent, make, make_more, build
from tools import search, lookup, star, build_one


async def desk(question):
    return await run_agent("desk", "You are the desk and answer questions.", [search], question)

lookups = make([lookup], prompt="You look things up for the shop.")
stars = make_more(star, prompt="You count the stars of reviews.")
built = build({"name": "built", "instructions": "You build.", "tools": [build_one]})

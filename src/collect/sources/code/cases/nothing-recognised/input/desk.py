"""Ways to use libraries that the catalogue does not hold: whatever is made here must not pass in silence."""
import os

from fastmcp.experimental import assemble
from google import genai

TOKEN = os.environ["OPENAI_API_KEY"]
desk = assemble("orders.yaml", token=TOKEN)
desk.serve()
genai.unheard_of(TOKEN)

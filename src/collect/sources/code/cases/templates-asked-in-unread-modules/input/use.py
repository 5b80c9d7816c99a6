from desk import chain

print(chain.invoke({"key": "sk-notreal-stall-1", "question": "Who is there?"}))

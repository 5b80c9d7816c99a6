from langchain import prices

print(prices())

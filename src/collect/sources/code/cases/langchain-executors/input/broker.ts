import { StructuredTool, Tool } from '@langchain/core/tools';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI } from '@langchain/openai';
import { AgentExecutor, createToolCallingAgent, initializeAgentExecutorWithOptions } from 'langchain/agents';
import * as z from 'zod';

export class StockPrice extends StructuredTool {
  name = 'stock_price';
  description = 'The price of a share.';
  schema = z.object({ symbol: z.string() });
  protected async _call({ symbol }: { symbol: string }) {
    const answer = await fetch(`https://stocks.example.com/${symbol}`);
    return answer.text();
  }
}

class Echo extends Tool {
  name = 'echo';
  description = 'Says it again.';
  async _call(input: string) {
    return input;
  }
}

// A class of the program's own with the same method is no tool.
class Phone {
  name = 'phone';
  async _call(number: string) {
    return number;
  }
}
export const phone = new Phone();

const llm = new ChatOpenAI({ model: 'gpt-4.1-2025-04-14' });
const prompt = ChatPromptTemplate.fromMessages([
  ['system', 'You are a broker.'],
  ['placeholder', '{agent_scratchpad}'],
]);
const tools = [new StockPrice(), new Echo()];
const agent = createToolCallingAgent({ llm, tools, prompt });
export const executor = new AgentExecutor({ agent, tools, maxIterations: 4 });

export async function old() {
  return initializeAgentExecutorWithOptions([new Echo()], llm, { agentType: 'zero-shot-react-description' });
}

import { openai } from '@ai-sdk/openai';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { tool as langchainTool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { generateText, tool } from 'ai';
import { AgentExecutor, createToolCallingAgent } from 'langchain/agents';
import * as z from 'zod';

const search = langchainTool(async ({ words }) => words, {
  name: 'search',
  description: 'Looks for words.',
  schema: z.object({ words: z.string() }),
});
const order = langchainTool(async ({ what }) => what, {
  name: 'order',
  description: 'Orders a thing.',
  schema: z.object({ what: z.string() }),
});

export abstract class BaseAgent {
  protected readonly llm: ChatOpenAI;
  constructor(modelName = 'gpt-4.1-mini') {
    this.llm = new ChatOpenAI({ model: modelName });
  }
  protected abstract getTools(): unknown[];
  protected abstract get systemPrompt(): string;

  protected createAgentExecutor() {
    const tools = this.getTools();
    const prompt = ChatPromptTemplate.fromMessages([
      ['system', this.systemPrompt],
      ['placeholder', '{agent_scratchpad}'],
    ]);
    const agent = createToolCallingAgent({ llm: this.llm, tools, prompt });
    return new AgentExecutor({ agent, tools, maxIterations: 6 });
  }

  async run(input: string) {
    return this.createAgentExecutor().invoke({ input });
  }
}

export class SearchAgent extends BaseAgent {
  protected getTools() {
    return [search];
  }
  protected get systemPrompt() {
    return 'You look for words.';
  }
}

export class OrderAgent extends BaseAgent {
  constructor() {
    super('gpt-4.1');
  }
  protected getTools() {
    return [search, order];
  }
  protected get systemPrompt() {
    return 'You order things.';
  }
}

const weather = tool({ description: 'The weather.', inputSchema: z.object({}), execute: async () => 'dry' });
const time = tool({ description: 'The time.', inputSchema: z.object({}), execute: async () => 'late' });

abstract class Speaker {
  protected abstract readonly system: string;
  protected tools = {};
  say(prompt: string) {
    return generateText({ model: openai('gpt-4.1'), system: this.system, tools: this.tools, prompt });
  }
}

export class WeatherSpeaker extends Speaker {
  protected readonly system = 'You tell the weather.';
  protected tools = { weather };
}

export class TimeSpeaker extends Speaker {
  protected readonly system = 'You tell the time.';
  protected tools = { time };
  // Says it in its own way.
  say(prompt: string) {
    return super.say(`Now: ${prompt}`);
  }
}

// Never asks what is above it.
export class MuteSpeaker extends Speaker {
  protected readonly system = 'You say nothing.';
  say(prompt: string) {
    return Promise.resolve({ text: prompt } as never);
  }
}

import { Calculator } from '@langchain/community/tools/calculator';
import { GmailSearch } from '@langchain/community/tools/gmail';
import { SerpAPI } from '@langchain/community/tools/serpapi';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { withConsent } from 'consent';

export const assistant = createReactAgent({
  llm: new ChatOpenAI({ model: 'gpt-4.1-mini-2025-04-14' }),
  tools: [new Calculator(), withConsent(new GmailSearch()), new SerpAPI()],
});

import { MemoryVectorStore } from 'langchain/vectorstores/memory';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { RetrievalQAChain } from 'langchain/chains';

const model = new ChatOpenAI({ model: 'gpt-4.1' });
const embeddings = new OpenAIEmbeddings();
const near = new MemoryVectorStore(embeddings);
const far = new MemoryVectorStore(embeddings);

export const backed = RetrievalQAChain.fromLLM(
  model,
  near.asRetriever().withFallbacks({ fallbacks: [far.asRetriever()] }),
);

export const calm = RetrievalQAChain.fromLLM(model, near.asRetriever().withRetry({ stopAfterAttempt: 2 }));

export const replaced = RetrievalQAChain.fromLLM(model, near.asRetriever());
replaced.retriever = far.asRetriever();

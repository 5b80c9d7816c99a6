import { MemoryVectorStore } from 'langchain/vectorstores/memory';
import { FaissStore } from '@langchain/community/vectorstores/faiss';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { createStuffDocumentsChain } from 'langchain/chains/combine_documents';
import { createRetrievalChain } from 'langchain/chains/retrieval';
import { RetrievalQAChain } from 'langchain/chains';

const model = new ChatOpenAI({ model: 'gpt-4.1' });
const embeddings = new OpenAIEmbeddings();

export async function answer(local: boolean, input: string) {
  let store: FaissStore | MemoryVectorStore;
  if (local) store = await FaissStore.load('shelf', embeddings);
  else store = new MemoryVectorStore(embeddings);
  const combineDocsChain = await createStuffDocumentsChain({
    llm: model,
    prompt: ChatPromptTemplate.fromMessages([
      ['system', 'Answer from the sources below.\n{context}'],
      ['human', '{input}'],
    ]),
  });
  const chain = await createRetrievalChain({ retriever: store.asRetriever(3), combineDocsChain });
  return chain.stream({ input });
}

const memory = new MemoryVectorStore(embeddings);
export const older = RetrievalQAChain.fromLLM(model, memory.asRetriever());

export function handed(retriever: never, combineDocsChain: never) {
  return createRetrievalChain({ retriever, combineDocsChain });
}

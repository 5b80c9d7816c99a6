import { createSqlAgent, SqlToolkit } from '@langchain/classic/agents/toolkits/sql';
import { createVectorStoreAgent } from '@langchain/classic/agents';
import { SqlDatabaseChain } from '@langchain/classic/chains/sql_db';
import { ChatOpenAI } from '@langchain/openai';
import { db, toolkit } from './stores';

const model = new ChatOpenAI({ model: 'gpt-4.1-2025-04-14' });

export const orders = createSqlAgent(model, new SqlToolkit(db, model));
export const archive = createVectorStoreAgent(model, toolkit);
// A chain that runs the statements that a model writes, and no row says so.
export const chain = new SqlDatabaseChain({ llm: model, database: db });

import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

export function fromEnvironment(env: NodeJS.ProcessEnv = process.env) {
  const exaApiKey = env.EXA_API_KEY;
  return { exaApiKey, tavily: env['TAVILY_API_KEY'] };
}

// What stands in an object that is no environment is no variable, whatever it is called.
export function fromSettings(env: Record<string, string> = {}) {
  const pinecone = env.PINECONE_API_KEY;
  return { pinecone };
}

// The inner name hides the outer one.
export function inner(env = process.env) {
  const read = (env: Record<string, string>) => {
    const key = env.WEAVIATE_API_KEY;
    return key;
  };
  return read({ WEAVIATE_API_KEY: String(env.PORT) });
}

export const server = new McpServer({ name: 'search', version: '1.0.0' });

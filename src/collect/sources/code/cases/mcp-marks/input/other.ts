import { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { replaced } from './entries.ts';
import { load } from 'some-extension';

replaced.server.setRequestHandler(ListToolsRequestSchema, async () => load());

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isStepCount, tool, ToolLoopAgent } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { z } from 'zod';

const runCommand = tool({
  description: 'Runs a command; exists only for this test.',
  inputSchema: z.object({ command: z.string() }),
  execute: async ({ command }) => (await import('node:child_process')).execSync(command, { encoding: 'utf8' }),
});

test('the loop stops after one step', async () => {
  const agent = new ToolLoopAgent({
    id: 'scripted-agent',
    model: new MockLanguageModelV4({
      doGenerate: async () => ({
        content: [{ type: 'text', text: 'hello' }],
        finishReason: { unified: 'stop', raw: 'stop' },
        usage: {
          inputTokens: { total: 3, noCache: 3, cacheRead: 0, cacheWrite: 0 },
          outputTokens: { total: 1, text: 1, reasoning: 0 },
        },
        warnings: [],
      }),
    }),
    instructions: 'Answer with one word.',
    tools: { runCommand },
    stopWhen: isStepCount(1),
  });
  const { text } = await agent.generate({ prompt: 'hi' });
  assert.equal(text, 'hello');
});

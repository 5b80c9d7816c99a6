import { openai } from '@ai-sdk/openai';
import { generateText, tool } from 'ai';
import { expect, it } from 'vitest';
import { z } from 'zod';

const look = tool({ description: 'Looks.', inputSchema: z.object({}), execute: async () => 'seen' });

it('answers', async () => {
  // Asked inside what is asserted: an agent all the same.
  expect(
    await generateText({ model: openai('gpt-4.1-2025-04-14'), tools: { look }, prompt: 'Look.' }),
  ).toMatchObject({ text: 'seen', usedBy: expect.objectContaining({ tools: [look] }) });
  // Asked by what it is compared with.
  expect('seen').not.toEqual(
    (await generateText({ model: openai('gpt-4o-2024-08-06'), tools: { look }, prompt: 'Again.' })).text,
  );
});

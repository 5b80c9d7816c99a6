import { openai } from '@ai-sdk/openai';
import { generateText, ToolLoopAgent, tool } from 'ai';
import { z } from 'zod';
import { DESK, deskWords, HOUSE, LOUD, SOFT } from './wording.ts';

const tools = { lend: tool({ description: 'Lends a book.', inputSchema: z.object({ book: z.string() }) }) };

/** Each part that is joined instructs. */
export const desk = (branch: string) =>
  new ToolLoopAgent({ model: openai('gpt-4o'), instructions: deskWords({ branch, isNight: true }), tools });

/** Whichever it is, it is one of two texts with names. */
export const closing = (isLoud: boolean) =>
  new ToolLoopAgent({ model: openai('gpt-4o'), instructions: isLoud ? LOUD : SOFT, tools });

/** What callers hand over, each its own. */
function greeter(settings: { instructions: string }) {
  return new ToolLoopAgent({ model: openai('gpt-4o'), instructions: settings.instructions, tools });
}
export const loudGreeter = greeter({ instructions: LOUD });
export const softGreeter = greeter({ instructions: SOFT });

/** A sum in place of two that have names. */
export const both = new ToolLoopAgent({ model: openai('gpt-4o'), instructions: `${HOUSE}\n\n${DESK}`, tools });

/** A sum with a name, and one with words of its own, are texts by themselves. */
const WHOLE = `${HOUSE}\n\n${DESK}`;
export const named = new ToolLoopAgent({ model: openai('gpt-4o'), instructions: WHOLE, tools });
export const own = new ToolLoopAgent({
  model: openai('gpt-4o'),
  instructions: [HOUSE, 'Today every reader may take one book more.'].join('\n'),
  tools,
});

/** Two texts in place are alternatives of one. */
export const placed = (isLoud: boolean) =>
  new ToolLoopAgent({ model: openai('gpt-4o'), instructions: isLoud ? 'Speak up, please.' : 'Whisper, please.', tools });

/** A key in one of the parts is that part's. */
const KEYED = 'Sign in with sk-notreal-parts-1 before you lend.';
export const keyed = generateText({ model: openai('gpt-4o'), system: [HOUSE, KEYED].join('\n'), prompt: 'Go on.', tools });

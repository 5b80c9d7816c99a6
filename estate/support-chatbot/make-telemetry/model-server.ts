import type { ToolCall } from './conversations.ts';
import type { DayClock } from './day-clock.ts';
import type { Answer, Exchange } from './loopback.ts';

type Step = { calls: ToolCall[] } | { text: string };

type ChatRequest = { model: string; messages: { role: string; content?: unknown }[] };

/** What each alias stands for on the watched day; a pinned name answers as itself. */
const RELEASES: Readonly<Record<string, string>> = {
  'mistral-large-latest': 'mistral-large-2512',
  'gpt-4o-mini': 'gpt-4o-mini-2024-07-18',
};

/** Speaks the chat-completions protocol and says what it was told to say, step by step. */
export class ModelServer {
  readonly #clock: DayClock;
  #steps: Step[] = [];
  #answered = 0;

  constructor(clock: DayClock) {
    this.#clock = clock;
  }

  script(...steps: Step[]): void {
    this.#steps.push(...steps);
  }

  answer = ({ body }: Exchange): Answer => {
    const request = JSON.parse(body.toString()) as ChatRequest;
    const step = this.#steps.shift();
    if (step === undefined) return { status: 500, body: '{"message":"nothing left to say"}' };
    this.#answered += 1;
    const read = Math.ceil(JSON.stringify(request.messages).length / 4);
    const message = 'text' in step ? { role: 'assistant', content: step.text } : this.#toolCalls(step.calls);
    const written = Math.ceil(JSON.stringify(message).length / 4);
    return {
      body: JSON.stringify({
        id: `cmpl${this.#number('notreal', 24)}`,
        object: 'chat.completion',
        created: Math.floor(this.#clock.now().getTime() / 1000),
        model: RELEASES[request.model] ?? request.model,
        choices: [{ index: 0, message, finish_reason: 'text' in step ? 'stop' : 'tool_calls' }],
        usage: { prompt_tokens: read, completion_tokens: written, total_tokens: read + written },
      }),
    };
  };

  #toolCalls(calls: ToolCall[]): object {
    return {
      role: 'assistant',
      content: '',
      tool_calls: calls.map((call, index) => ({
        id: this.#number(`t${index}`, 9),
        type: 'function',
        function: { name: call.tool, arguments: JSON.stringify(call.arguments) },
      })),
    };
  }

  #number(prefix: string, length: number): string {
    return prefix + String(this.#answered).padStart(length - prefix.length, '0');
  }
}

import { Agent, handoff, hostedMcpTool, run, Runner, tool, webSearchTool } from '@openai/agents';
import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';

const sh = promisify(exec);

const shell = tool({
  name: 'run_shell',
  description: 'Runs a command.',
  parameters: z.object({ command: z.string() }),
  needsApproval: true,
  async execute({ command }) {
    return new Promise((done) => exec(command, (_, out) => done(out)));
  },
});

const log = tool({
  name: 'git_log',
  description: 'Shows the log.',
  parameters: z.object({ path: z.string() }),
  execute: async (input) => (await sh(`git log -- ${input.path}`)).stdout,
});

const writer = new Agent({ name: 'Writer', instructions: 'Write.', model: 'gpt-5-mini' });

export const lead = Agent.create({
  name: 'Lead',
  instructions: 'Plan the work.',
  model: process.env.LEAD_MODEL ?? 'gpt-5',
  tools: [shell, log, webSearchTool(), hostedMcpTool({ serverLabel: 'docs', serverUrl: 'https://docs.corp.example/mcp' })],
  handoffs: [handoff(writer)],
});

export const answer = (question: string) => run(lead, question);

// The model of a run stands beside the agent's own.
const runner = new Runner({ model: 'gpt-4.1-nano' });
export const quick = (question: string) => runner.run(lead, question);

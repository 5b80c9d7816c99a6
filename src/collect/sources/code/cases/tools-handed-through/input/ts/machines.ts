export const DIGGER = 'spade';
export function runAgent(options: { tools: object; system: string; prompt: string }) {
  return options.tools;
}

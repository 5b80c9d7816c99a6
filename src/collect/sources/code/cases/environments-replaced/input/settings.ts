let e = process.env;

export function reset() {
  e = {};
}

export function mistral() {
  const key = e.FIREWORKS_API_KEY;
  return key;
}

export function replaced() {
  let held: Record<string, string | undefined> = process.env;
  held = {};
  const key = held.VOYAGE_API_KEY;
  return key;
}

export function kept(env = process.env) {
  return [env.ANTHROPIC_API_KEY, env.PORT];
}

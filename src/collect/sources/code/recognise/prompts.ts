import { declaredId, type NodeId } from '#model';
import type { Expr } from '../ir.ts';
import type { Located, Resolved } from '../resolve/resolver.ts';
import { argument, textOf } from './arguments.ts';
import { functionOf, passedFor } from './callers.ts';
import { addWrittenCredentials } from './credentials.ts';
import { calledSymbol, isCall, stateOf, within, type LocatedCall, type Recognition } from './recognition.ts';

/** A text that a model is instructed with, as far as it is written down. Placeholders stand as `{name}`. */
export interface PromptText {
  readonly text: string;
  /** Names of the pieces that are filled in at run time, each once. */
  readonly variables: readonly string[];
  /** The text was read whole: only then may it be said to hold no secret. */
  readonly resolved: boolean;
  /** Where the text stands. */
  readonly at: Located;
}

const MAX_DEPTH = 5;
/** Characters; a prompt longer than any model's context is data. */
const MAX_TEXT = 200_000;
/** Messages of LangChain, whose content is the text. */
const MESSAGE =
  /\.(SystemMessage|SystemMessagePromptTemplate\.from_template|PromptTemplate\.from_template|prompt_with_handoff_instructions)$|#(SystemMessage|PromptTemplate\.fromTemplate)$/;
const TEMPLATE = /(\.|#)ChatPromptTemplate(\.from_messages|\.fromMessages)?$/;

/** The name a reader would know the missing piece by. */
function label(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'member') return expr.property;
  return expr.kind === 'call' ? label(expr.callee) : 'value';
}

/** Known pieces as they are, the others as `{name}`. */
function fromParts(recognition: Recognition, resolved: Resolved & { kind: 'text' }): PromptText {
  const variables: string[] = [];
  const parts = resolved.parts.map((part) => {
    const text = typeof part === 'string' ? part : textOf(part);
    if (text !== null) return text;
    const name = typeof part === 'string' ? 'value' : label(part.at.expr);
    variables.push(name);
    return `{${name}}`;
  });
  return {
    text: parts.join('').slice(0, MAX_TEXT),
    variables: [...new Set(variables)],
    resolved: variables.length === 0,
    at: resolved.at,
  };
}

/** The system text of a list of messages: objects or pairs with a role, or message objects. */
function fromMessages(recognition: Recognition, at: Located, depth: number): PromptText | null {
  const list = recognition.resolver.list(at);
  for (const item of list?.items ?? []) {
    // LangChain's `("system", "…")`.
    const pair = item.expr.kind === 'list' ? recognition.resolver.list(item)?.items : undefined;
    const object = pair === undefined ? recognition.resolver.object(item) : null;
    const role = pair?.[0] ?? object?.entries.get('role');
    const content = pair?.[1] ?? object?.entries.get('content');
    if (role === undefined || content === undefined) {
      const message = isCall(item) ? fromCall(recognition, item, depth + 1) : null;
      if (message !== null) return message;
      continue;
    }
    if (textOf(recognition.resolver.value(role)) === 'system')
      return promptText(recognition, content, depth + 1);
  }
  return null;
}

/** Messages, templates and methods of texts; null for every other call. */
function fromCall(recognition: Recognition, call: LocatedCall, depth: number): PromptText | null {
  const called = calledSymbol(recognition, call);
  if (called !== null && MESSAGE.test(called.symbol)) {
    const content = argument(recognition, call, ['content', 'prompt', '0.content', '0']);
    return content.kind === 'given' ? promptText(recognition, content.at, depth + 1) : null;
  }
  if (called !== null && TEMPLATE.test(called.symbol)) {
    const messages = argument(recognition, call, ['messages', '0']);
    return messages.kind === 'given' ? fromMessages(recognition, messages.at, depth) : null;
  }
  const { callee } = call.expr;
  if (callee.kind !== 'member') return null;
  // TypeScript joins lists by `lines.join(sep)`; Python by `sep.join(lines)`; both trim.
  if (callee.property === 'join') return fromJoin(recognition, call, callee.object, depth);
  if (!/^(trim|strip|dedent|format|replace)$/.test(callee.property)) return null;
  const inner = promptText(recognition, within(call, callee.object), depth + 1);
  return inner === null || callee.property !== 'format' ? inner : withPlaceholders(inner);
}

/** `{date}` of a text that `.format` fills in. */
function withPlaceholders(prompt: PromptText): PromptText {
  const names = [...prompt.text.matchAll(/(?<!\{)\{(\w+)\}/g)].map((found) => found[1] ?? '');
  return { ...prompt, variables: [...new Set([...prompt.variables, ...names])] };
}

/** Lines that are joined: each as far as it is known. */
function fromJoin(
  recognition: Recognition,
  call: LocatedCall,
  object: Expr,
  depth: number,
): PromptText | null {
  // Whichever of the two is the list, the other is the separator.
  const separator = recognition.resolver.list(within(call, object)) === null ? object : call.expr.args[0];
  const listed = separator === object ? call.expr.args[0] : object;
  const list = listed === undefined ? null : recognition.resolver.list(within(call, listed));
  if (list === null) return null;
  // JavaScript joins by a comma where nothing is said.
  const glue = separator === undefined ? ',' : textOf(recognition.resolver.value(within(call, separator)));
  const pieces = list.items.map((item) => promptText(recognition, item, depth + 1));
  return {
    text: pieces
      .map((piece) => piece?.text ?? '{value}')
      .join(glue ?? '\n')
      .slice(0, MAX_TEXT),
    variables: [...new Set(pieces.flatMap((piece) => piece?.variables ?? ['value']))],
    resolved: list.complete && pieces.every((piece) => piece?.resolved === true),
    at: call,
  };
}

/** The text that an expression stands for; null where none of it is written down. */
function promptText(recognition: Recognition, at: Located, depth = 0): PromptText | null {
  if (depth > MAX_DEPTH) return null;
  if (isCall(at)) {
    const called = fromCall(recognition, at, depth);
    if (called !== null) return called;
  }
  const resolved = recognition.resolver.value(at);
  // A filled-in template is the template: its own name and place, however often it is used.
  const isText = resolved.kind === 'text' || resolved.kind === 'known';
  if (isText && isCall(resolved.at) && resolved.at.expr !== at.expr) {
    const called = fromCall(recognition, resolved.at, depth + 1);
    if (called !== null) return called;
  }
  return fromResolved(recognition, resolved, depth);
}

/** The system text of a list of messages; null where they hold none. */
export function systemText(recognition: Recognition, messages: Located): PromptText | null {
  return fromMessages(recognition, messages, 0);
}

/** The text behind `TEMPLATE.format(…)`. */
export function templateText(recognition: Recognition, call: LocatedCall): PromptText | null {
  return fromCall(recognition, call, 0);
}

function fromResolved(recognition: Recognition, resolved: Resolved, depth: number): PromptText | null {
  switch (resolved.kind) {
    case 'known':
      return typeof resolved.value === 'string'
        ? { text: resolved.value.slice(0, MAX_TEXT), variables: [], resolved: true, at: resolved.at }
        : null;
    // A prompt from the environment is known by its default alone.
    case 'env':
      return resolved.default === null
        ? null
        : { text: resolved.default, variables: [resolved.name], resolved: false, at: resolved.at };
    case 'text':
      return fromParts(recognition, resolved);
    case 'either':
      return firstOf(resolved.options.map((option) => fromResolved(recognition, option, depth + 1)));
    case 'definition': {
      if (isCall(resolved.at)) return fromCall(recognition, resolved.at, depth + 1);
      return fromFunction(recognition, resolved.at, depth);
    }
    case 'parameter': {
      const texts = passedFor(recognition, resolved).map((one) => promptText(recognition, one, depth + 1));
      const fallback =
        resolved.default === null ? null : fromResolved(recognition, resolved.default, depth + 1);
      const found = firstOf([...texts, fallback]);
      return found === null ? null : { ...found, resolved: false };
    }
    case 'package':
    case 'unresolved':
      return null;
    default:
      return resolved satisfies never;
  }
}

/** Of several possible texts the first; which one is taken is not known. */
function firstOf(texts: readonly (PromptText | null)[]): PromptText | null {
  const found = texts.find((text) => text !== null) ?? null;
  return found === null || texts.length === 1 ? found : { ...found, resolved: false };
}

/** Instructions that are made anew for each run: what the function gives back. */
function fromFunction(recognition: Recognition, at: Located, depth: number): PromptText | null {
  const made = recognition.resolver.fn(at);
  if (made === null) return null;
  const texts = made.fn.returns.map((expr) =>
    promptText(recognition, { module: made.module, scope: made.fn.scope, expr }, depth + 1),
  );
  return firstOf(texts);
}

/** Line ends and outer blanks are no part of what a prompt says. */
function canonicalText(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

/** None is only said of a text that was read whole. */
function secretsFound(
  detectors: readonly string[],
  resolved: boolean,
): { secretDetectors?: string[] | null } {
  if (detectors.length > 0) return { secretDetectors: [...new Set(detectors)] };
  return resolved ? { secretDetectors: null } : {};
}

/**
 * The system prompt that an expression stands for, with the secrets written in it.
 *
 * @param owner Symbol of the agent, for a text that has no name of its own.
 * @returns null where nothing of the text was resolved; the caller says so.
 */
export function addPrompt(recognition: Recognition, at: Located, owner: string): NodeId | null {
  const found = promptText(recognition, at);
  return found === null ? null : addPromptText(recognition, found, owner, 'system', at);
}

/** The function that gives the text back, where it is another than those around the place that asks for it. */
function makerOf(found: Located, asked: Located): string | null {
  const { module } = asked;
  for (let at: number | null = asked.scope; at !== null; at = module.scopes[at]?.parent ?? null)
    if (module === found.module && at === found.scope) return null;
  const scope = found.module.scopes[found.scope];
  const fn = scope === undefined ? null : functionOf(found.module, scope.parent, found.scope);
  const { startLine, endLine } = found.expr.span;
  // What a function hands to another in place is no text of its own.
  const isReturned = fn?.returns.some(({ span }) => span.startLine <= startLine && span.endLine >= endLine);
  return isReturned === true ? (scope?.symbol ?? null) : null;
}

/**
 * Adds a text that was found; null where it is empty.
 *
 * @param asked Where it is used: what stands in place there has no name of its own.
 */
export function addPromptText(
  recognition: Recognition,
  found: PromptText,
  owner: string,
  role: 'system' | 'user',
  asked: Located,
): NodeId | null {
  if (canonicalText(found.text) === '') return null;
  // Text in place is named by the agent it belongs to, so that editing it changes the hash and not the id.
  const symbol = recognition.names.binding(found.at) ?? makerOf(found.at, asked) ?? `${owner}.instructions`;
  const text = canonicalText(found.text);
  const credentials = addWrittenCredentials(recognition, text, symbol, found.at);
  const id = recognition.sink.node({
    id: declaredId('prompt', recognition.target.name, found.at.module.path, symbol),
    kind: 'prompt',
    name: symbol,
    state: stateOf(found.at.module),
    attributes: {
      role,
      // Of the redacted text: a hash of a text with a secret in it could be guessed.
      textHash: recognition.hash(recognition.inspector.redact(text)),
      length: text.length,
      variables: found.variables.length === 0 ? null : [...found.variables],
      ...secretsFound(
        credentials.map((one) => one.detector),
        found.resolved,
      ),
      resolved: found.resolved,
    },
    evidence: [recognition.sink.evidence(found.at)],
  });
  for (const credential of credentials)
    recognition.sink.edge(id, 'has-secret', credential.id, [recognition.sink.evidence(found.at)]);
  return id;
}

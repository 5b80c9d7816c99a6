import { declaredId, type NodeId } from '#model';
import type { Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { functionOf } from '../calls/callers.ts';
import { addWrittenCredentials } from '../credentials/credentials.ts';
import { unreadText } from './filled-text.ts';
import type { PromptText } from './read-text.ts';
import { promptText } from './prompt-text.ts';
import { calledSymbol, isCall, stateOf, type Recognition } from '../recognition/recognition.ts';

/** Line ends and outer blanks are no part of what a prompt says. */
function canonicalText(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

/** What was found in one prompt, over all the places that fill it in. */
interface Found {
  readonly detectors: Set<string>;
  isWhole: boolean;
  isSearched: boolean;
}

/** Texts that are known as prompts, by the expression that writes them. */
const added = new WeakMap<Recognition, Set<Expr>>();

/** Whether a text is known as a prompt already, under whichever owner's name. */
export function isPromptText(recognition: Recognition, { at }: PromptText): boolean {
  return added.get(recognition)?.has(at.expr) === true;
}

const filledIn = new WeakMap<Recognition, Map<NodeId, Found>>();

/**
 * One template may be filled in at many places: a secret at one of them is said, and none only where all that is written was
 * searched at each.
 */
function secretsFound(
  recognition: Recognition,
  id: NodeId,
  detectors: readonly string[],
  prompt: { readonly isWhole: boolean; readonly isSearched: boolean },
) {
  const prompts = filledIn.get(recognition) ?? new Map<NodeId, Found>();
  filledIn.set(recognition, prompts);
  const known = prompts.get(id) ?? { detectors: new Set<string>(), isWhole: true, isSearched: true };
  prompts.set(id, known);
  for (const detector of detectors) known.detectors.add(detector);
  known.isWhole &&= prompt.isWhole;
  known.isSearched &&= prompt.isSearched;
  const resolved = known.isWhole;
  if (known.detectors.size > 0) return { secretDetectors: [...known.detectors], resolved };
  return known.isSearched ? { secretDetectors: null, resolved } : { resolved };
}

/**
 * The system prompt that an expression stands for, with the secrets written in it. One that is given and could not be read is
 * a prompt of which nothing is said.
 *
 * @param owner Symbol of the agent, for a text that has no name of its own.
 * @returns The prompt, null where there is none, and whether anything of its text was read; the caller says so.
 */
export function addPrompt(
  recognition: Recognition,
  at: Located,
  owner: string,
): { readonly id: NodeId | null; readonly isRead: boolean } {
  const found = promptText(recognition, at) ?? unreadAt(recognition, at);
  if (found === null) return { id: null, isRead: false };
  return { id: addPromptText(recognition, found, owner, 'system', at), isRead: found.text !== '' };
}

/** A template of one message is the user's turn. */
const ONE_TURN = /PromptTemplate\.from_?template$/i;

/** The prompt that a step of a chain fills in before a model is asked; null where it is no text. */
export function addTemplate(recognition: Recognition, at: Located, owner: string): NodeId | null {
  const found = promptText(recognition, at);
  if (found === null) return null;
  const made = isCall(at) ? at : recognition.resolver.value(at).at;
  const symbol = isCall(made) ? (calledSymbol(recognition, made)?.symbol ?? '') : '';
  return addPromptText(recognition, found, owner, ONE_TURN.test(symbol) ? 'user' : 'system', at);
}

/** What is there without a text that could be read; a value that is known and no text is no prompt. */
function unreadAt(recognition: Recognition, at: Located): PromptText | null {
  const resolved = recognition.resolver.value(at);
  if (resolved.kind === 'known') return null;
  const found = unreadText(isCall(resolved.at) || resolved.kind === 'env' ? resolved.at : at);
  return resolved.kind === 'env' ? { ...found, variables: [resolved.name] } : found;
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

const inPlaces = new WeakMap<Recognition, Map<string, Expr>>();

/** The name of a text that stands in place; numbered where its owner has several. */
function inPlace(recognition: Recognition, { module, expr }: Located, owner: string): string {
  const taken = inPlaces.get(recognition) ?? new Map<string, Expr>();
  inPlaces.set(recognition, taken);
  for (let ordinal = 1; ; ordinal += 1) {
    const name = `${owner}.instructions${ordinal === 1 ? '' : `~${String(ordinal)}`}`;
    const key = `${module.path} ${name}`;
    const holder = taken.get(key);
    if (holder !== undefined && holder !== expr) continue;
    taken.set(key, expr);
    return name;
  }
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
  const text = canonicalText(found.text);
  if (text === '' && found.resolved) return null;
  // Text in place is named by the agent it belongs to, so that editing it changes the hash and not the id.
  const symbol =
    recognition.names.binding(found.at) ?? makerOf(found.at, asked) ?? inPlace(recognition, found.at, owner);
  const id = declaredId('prompt', recognition.target.name, found.at.module.path, symbol);
  const texts = added.get(recognition) ?? new Set<Expr>();
  added.set(recognition, texts.add(found.at.expr));
  const credentials = addWrittenCredentials(recognition, canonicalText(found.inspected), symbol, found.at);
  const detectors = credentials.map((one) => one.detector);
  const isWhole = found.resolved && found.open.length === 0;
  const node = {
    id,
    kind: 'prompt' as const,
    name: symbol,
    state: stateOf(found.at.module),
    attributes: {
      role,
      ...(text === ''
        ? { ...(found.variables.length === 0 ? {} : { variables: [...found.variables] }) }
        : textAttributes(recognition, text, found.variables)),
      ...secretsFound(recognition, id, detectors, { isWhole, isSearched: found.searched }),
    },
    evidence: [recognition.sink.evidence(found.at)],
  };
  recognition.sink.node(node, ['secretDetectors', 'resolved']);
  for (const credential of credentials)
    recognition.sink.edge(id, 'has-secret', credential.id, [recognition.sink.evidence(found.at)]);
  return id;
}

/** Of a text of which something was read. */
function textAttributes(recognition: Recognition, text: string, variables: readonly string[]) {
  return {
    // Of the redacted text: a hash of a text with a secret in it could be guessed.
    textHash: recognition.hash(recognition.inspector.redact(text)),
    length: text.length,
    variables: variables.length === 0 ? null : [...variables],
  };
}

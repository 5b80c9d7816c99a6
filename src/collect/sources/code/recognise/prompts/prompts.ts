import { declaredId, type NodeId } from '#model';
import type { Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { addWrittenCredentials } from '../credentials/credentials.ts';
import { withAsked } from './asked-templates.ts';
import { setTo } from './file-paths.ts';
import { saysNothing, unreadText } from './filled-text.ts';
import type { PromptText } from './read-text.ts';
import { instructingTexts, makerOf } from './instructing-texts.ts';
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
 * The system prompts that an expression stands for, with the secrets written in them: one, or several that are chosen among or
 * joined. One that is given and could not be read is a prompt of which nothing is said.
 *
 * @param owner Symbol of the agent, for a text that has no name of its own.
 * @returns The prompts, and whether anything of their text was read; the caller says so.
 */
export function addPrompt(
  recognition: Recognition,
  at: Located,
  owner: string,
): { readonly ids: readonly NodeId[]; readonly isRead: boolean } {
  const texts = instructingTexts(recognition, at);
  const unread = texts.length === 0 ? unreadAt(recognition, at) : null;
  const found = (unread === null ? texts : [unread]).map((text) => askedFor(recognition, text, at));
  const ids = found.flatMap((text) => addPromptText(recognition, text, owner, 'system', at) ?? []);
  return { ids, isRead: found.some(({ text }) => text !== '') };
}

/** A template of one message is the user's turn. */
const ONE_TURN = /PromptTemplate\.from_?template$|[.#]PromptTemplate$/i;

/** The prompts that a step of a chain fills in before a model is asked; empty where it is no text. */
export function addTemplate(recognition: Recognition, at: Located, owner: string): readonly NodeId[] {
  const found = instructingTexts(recognition, at).filter((text) => !saysNothing(text));
  if (found.length === 0) return [];
  const made = isCall(at) ? at : recognition.resolver.value(at).at;
  const symbol = isCall(made) ? (calledSymbol(recognition, made)?.symbol ?? '') : '';
  const role = ONE_TURN.test(symbol) ? 'user' : 'system';
  return found.flatMap(
    (text) => addPromptText(recognition, withAsked(recognition, text, at), owner, role, at) ?? [],
  );
}

/** Gives a prompt that is kept elsewhere: nothing of it is written in the program. */
const PULLED = /(^|[.#])hub[.#/]?\w*[.#]pull$/;

/** What instructs in a step of a chain that an agent is: a template, or one that is fetched by its name. Others say nothing. */
export function addStep(
  recognition: Recognition,
  at: Located,
  owner: string,
): { readonly ids: readonly NodeId[]; readonly isRead: boolean } {
  const ids = addTemplate(recognition, at, owner);
  if (ids.length > 0) return { ids, isRead: true };
  const made = isCall(at) ? at : recognition.resolver.value(at).at;
  const symbol = isCall(made) ? (calledSymbol(recognition, made)?.symbol ?? '') : '';
  return PULLED.test(symbol) ? addPrompt(recognition, at, owner) : { ids, isRead: true };
}

/** What is there without a text that could be read; a value that is known and no text is no prompt. */
function unreadAt(recognition: Recognition, at: Located): PromptText | null {
  const resolved = recognition.resolver.value(at);
  if (resolved.kind === 'known') return null;
  // A function that makes it each time: where it stands is where somebody changes it.
  if (resolved.kind === 'definition' && resolved.at.expr.kind === 'function') return unreadText(resolved.at);
  const found = unreadText(isCall(resolved.at) || resolved.kind === 'env' ? resolved.at : at);
  return resolved.kind === 'env' ? { ...found, variables: [resolved.name] } : found;
}

/**
 * `DESK = load("desk.md")`, of whose file nothing is known: another text than `load("billing.md")` gives, though both come from one
 * place of the function. It is known by the call that asks for it.
 */
function askedFor(recognition: Recognition, found: PromptText, asked: Located): PromptText {
  if (found.text !== '' || found.resolved || makerOf(found.at, asked) === null) return found;
  const call = isCall(asked) ? asked : setTo(recognition, asked);
  return call !== null && isCall(call) && call.expr.args.length + call.expr.named.length > 0
    ? { ...found, at: call }
    : found;
}

/** Texts that stand in place: by name, and the names by text. */
interface InPlace {
  readonly taken: Map<string, Expr>;
  readonly names: Map<Expr, string>;
}

const inPlaces = new WeakMap<Recognition, InPlace>();

/** The name of a text that stands in place: of several owners the first's; numbered where its owner has several. */
function inPlace(recognition: Recognition, { module, expr }: Located, owner: string): string {
  const { taken, names }: InPlace = inPlaces.get(recognition) ?? {
    taken: new Map<string, Expr>(),
    names: new Map<Expr, string>(),
  };
  inPlaces.set(recognition, { taken, names });
  const known = names.get(expr);
  if (known !== undefined) return known;
  for (let ordinal = 1; ; ordinal += 1) {
    const name = `${owner}.instructions${ordinal === 1 ? '' : `~${String(ordinal)}`}`;
    const key = `${module.path} ${name}`;
    const holder = taken.get(key);
    if (holder !== undefined && holder !== expr) continue;
    taken.set(key, expr);
    names.set(expr, name);
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
  const { expr: made } = found.at;
  const symbol =
    recognition.names.binding(found.at) ??
    (made.kind === 'function' ? recognition.names.functionName(made.fn) : null) ??
    makerOf(found.at, asked) ??
    inPlace(recognition, found.at, owner);
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
      ...(text === '' ? {} : textAttributes(recognition, text)),
      ...variableNames(text, found.variables),
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
function textAttributes(recognition: Recognition, text: string) {
  return {
    // Of the redacted text: a hash of a text with a secret in it could be guessed.
    textHash: recognition.hash(recognition.inspector.redact(text)),
    length: text.length,
  };
}

/** That there are none is known of a text alone that was read, and whose form is. */
function variableNames(text: string, variables: PromptText['variables']) {
  if (variables === null || (text === '' && variables.length === 0)) return {};
  return { variables: variables.length === 0 ? null : [...variables] };
}

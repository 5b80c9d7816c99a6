import type { Located } from '../../resolve/resolver.ts';
import { textOf } from '../calls/arguments.ts';
import { declaredSchema, type Json } from './input-schema.ts';
import type { Recognition } from '../recognition/recognition.ts';
import { addTool, type AddedTool } from './tools.ts';

/** Where the arguments are described: LangChain's own form, OpenAI's, Anthropic's, and MCP's. */
const SCHEMA_KEYS = ['schema', 'parameters', 'input_schema', 'inputSchema'];
const NO_ARGUMENTS: Json = { type: 'object', properties: {} };

/** What the model is told, as the program writes it down. */
interface Described {
  readonly name: string;
  readonly description: Located | undefined;
  /** null: there is none to fill in. */
  readonly schema: Located | null;
}

/** `{ name, description, schema }`, or the same under `function`; null for any other object. */
function describedAt(recognition: Recognition, at: Located): Described | null {
  const outer = recognition.resolver.object(at)?.entries;
  const wrapped = outer?.get('function');
  const entries = wrapped === undefined ? outer : recognition.resolver.object(wrapped)?.entries;
  const nameAt = entries?.get('name');
  const name = nameAt === undefined ? null : recognition.resolver.value(nameAt);
  // A default or one of several names is not the name.
  if (entries === undefined || name?.kind !== 'known') return null;
  const [schema] = SCHEMA_KEYS.flatMap((key) => entries.get(key) ?? []);
  // OpenAI's wrapper says that it is a function; without it, only a schema tells a tool from anything else with a name.
  if (schema === undefined && wrapped === undefined) return null;
  return {
    name: textOf(name) ?? '',
    description: entries.get('description'),
    schema: schema ?? null,
  };
}

/** The name by which a tool is described; null where it is none, or more than one. */
export function describedName(recognition: Recognition, at: Located): string | null {
  const name = describedAt(recognition, at)?.name ?? '';
  return name === '' ? null : name;
}

/**
 * A tool that is only described to a model (`bindTools([{ name, description, schema }])`): the program reads the call from the
 * answer and does itself what it asks for, so that no body is known.
 */
export function describedTool(recognition: Recognition, at: Located): AddedTool | null {
  const found = describedAt(recognition, at);
  if (found === null || found.name === '') return null;
  const { name, description, schema } = found;
  const around = at.module.scopes[at.scope]?.symbol ?? null;
  return addTool(recognition, {
    name,
    // By the function that describes it: several agents may be bound to one list.
    symbol: recognition.names.binding(at) ?? (around === null ? name : `${around}.${name}`),
    at,
    description: description === undefined ? null : textOf(recognition.resolver.value(description)),
    schema: schema === null ? NO_ARGUMENTS : declaredSchema(recognition, schema),
    body: null,
    given: [],
    approval: null,
  });
}

import type { FunctionIr, Parameter } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { textOf } from '../calls/arguments.ts';
import { fieldLimits, type FieldLimits } from '../latitude/field-limits.ts';
import { calledBy } from '../calls/called-things.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** What JSON Schema is made of. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Schemas in schemas; models are not told deeper ones. */
const MAX_DEPTH = 8;
/** zod's own mapping (zod.dev/json-schema), as far as frameworks hand it to models. */
const ZOD_TYPES: Readonly<Record<string, Json>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  int: { type: 'integer' },
  boolean: { type: 'boolean' },
  bigint: { type: 'integer' },
  date: { type: 'string', format: 'date-time' },
  email: { type: 'string', format: 'email' },
  url: { type: 'string', format: 'uri' },
  uuid: { type: 'string', format: 'uuid' },
  null: { type: 'null' },
  any: {},
  unknown: {},
};
/** First match wins; an annotation that is not here may be anything. */
const PYTHON_TYPES: readonly (readonly [RegExp, Json])[] = [
  [/^str\b/, { type: 'string' }],
  [/^int\b/, { type: 'integer' }],
  [/^float\b/, { type: 'number' }],
  [/^bool\b/, { type: 'boolean' }],
  [/^(list|List|Sequence|tuple|set)\b/, { type: 'array' }],
  [/^(dict|Dict|Mapping)\b/, { type: 'object' }],
];

/** JSON with keys in order, so that one schema has one text. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(',')}}`;
}

/** `optional`: the model may leave it out. */
interface Field {
  readonly schema: Json;
  readonly optional: boolean;
}

/** Undefined as soon as one part is: half a schema would be another schema. */
function literal(recognition: Recognition, at: Located, depth: number): Json | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const object = recognition.resolver.object(at);
  if (object !== null) {
    if (!object.complete) return undefined;
    const entries: Record<string, Json> = {};
    for (const [key, value] of object.entries) {
      const inner = literal(recognition, value, depth + 1);
      if (inner === undefined) return undefined;
      entries[key] = inner;
    }
    return entries;
  }
  const list = recognition.resolver.list(at);
  if (list !== null) {
    const items = list.items.map((item) => literal(recognition, item, depth + 1));
    return list.complete && items.every((item) => item !== undefined) ? items : undefined;
  }
  const resolved = recognition.resolver.value(at);
  return resolved.kind === 'known' ? resolved.value : (textOf(resolved) ?? undefined);
}

/** An object of zod fields; undefined where there may be others. */
function shape(recognition: Recognition, at: Located, depth: number): Json | undefined {
  const object = recognition.resolver.object(at);
  if (object === null || !object.complete) return undefined;
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  for (const [key, value] of object.entries) {
    const field = zodField(recognition, value, depth + 1);
    // A field that was not understood may be anything, and is a field all the same.
    properties[key] = field?.schema ?? {};
    if (field?.optional !== true) required.push(key);
  }
  return { type: 'object', properties, required };
}

/** The head of a chain of zod calls (`z.string()`), and the names that follow it. */
function zodField(recognition: Recognition, at: Located, depth: number): Field | null {
  if (depth > MAX_DEPTH) return null;
  const resolved = isCall(at) ? at : recognition.resolver.value(at).at;
  if (!isCall(resolved)) return null;
  let optional = false;
  let description: string | null = null;
  let call: LocatedCall = resolved;
  for (let step = 0; step < 20; step += 1) {
    const { callee } = call.expr;
    if (callee.kind !== 'member') return null;
    if (callee.object.kind !== 'call') break;
    // Each lets the model leave the field out.
    if (['optional', 'default', 'nullish', 'catch'].includes(callee.property)) optional = true;
    if (callee.property === 'describe' && call.expr.args[0] !== undefined)
      description ??= textOf(recognition.resolver.value(within(call, call.expr.args[0])));
    call = { ...call, expr: callee.object };
  }
  const schema = zodHead(recognition, call, depth);
  if (schema === null) return null;
  const described =
    description === null || typeof schema !== 'object' || Array.isArray(schema) || schema === null;
  return { schema: described ? schema : { ...schema, description }, optional };
}

/** The schema of the call that a chain begins with; null where it is none of zod's. */
function zodHead(recognition: Recognition, call: LocatedCall, depth: number): Json | null {
  const called = calledBy(recognition, call);
  if (called.kind !== 'outside' || !/^zod(\/v\d)?#/.test(called.symbol)) return null;
  const type = called.symbol.split(/[.#]/).at(-1) ?? '';
  const [first] = call.expr.args;
  const inner = first === undefined ? null : within(call, first);
  if (type === 'object' || type === 'strictObject' || type === 'looseObject')
    return inner === null ? null : (shape(recognition, inner, depth) ?? null);
  if (type === 'array')
    return {
      type: 'array',
      items: inner === null ? {} : (zodField(recognition, inner, depth + 1)?.schema ?? {}),
    };
  if (type === 'enum' || type === 'literal') {
    const values = inner === null ? undefined : literal(recognition, inner, depth);
    return values === undefined ? { type: 'string' } : { enum: Array.isArray(values) ? values : [values] };
  }
  if (type === 'record') return { type: 'object' };
  return ZOD_TYPES[type] ?? {};
}

const limits = new WeakMap<object, FieldLimits>();

/** What a declared schema lets the model give, field by field, where its framework holds a call against it. */
export function limitsOf(schema: Json | undefined): FieldLimits | undefined {
  return typeof schema === 'object' && schema !== null ? limits.get(schema) : undefined;
}

/** The schema that a tool declares by an expression: zod, a shape of zod fields, or JSON Schema. Undefined where it was not resolved. */
export function declaredSchema(recognition: Recognition, at: Located): Json | undefined {
  const schema = schemaAt(recognition, at);
  if (typeof schema === 'object' && schema !== null) limits.set(schema, fieldLimits(recognition, at));
  return schema;
}

function schemaAt(recognition: Recognition, at: Located): Json | undefined {
  const zod = zodField(recognition, at, 0);
  if (zod !== null) return zod.schema;
  const value = recognition.resolver.value(at).at;
  // jsonSchema({…}) and its kin hand a literal on.
  const [inner] = isCall(value) ? value.expr.args : [];
  const body = inner === undefined ? at : within(value, inner);
  const object = recognition.resolver.object(body);
  if (object === null) return undefined;
  const first = [...object.entries.values()][0];
  // MCP's SDK takes the fields alone, without an object around them.
  const isShape = first !== undefined && zodField(recognition, first, 0) !== null;
  return isShape ? shape(recognition, body, 0) : literal(recognition, body, 0);
}

/** By the outermost type of an annotation; what is inside is not told. */
function annotated(type: string): Json {
  const plain = type.replace(/^(Annotated|Optional)\[/, '').trim();
  return PYTHON_TYPES.find(([pattern]) => pattern.test(plain))?.[1] ?? {};
}

/** The schema that Python frameworks derive from a function's signature. */
export function signatureSchema(fn: FunctionIr, params: readonly Parameter[]): Json {
  return {
    type: 'object',
    properties: Object.fromEntries(
      params.map(({ name, type }) => [name, type === null ? {} : annotated(type)]),
    ),
    required: params.filter(({ defaultValue }) => defaultValue === null).map(({ name }) => name),
  };
}

import type { CallExpr, ClassIr, Expr, ModuleIr } from '../../ir.ts';
import { packageSymbol, type Entity, type EntityFollower } from '../entity.ts';
import type { Located } from '../resolver.ts';

/** Classes above a class; a longer chain is generated. */
const MAX_BASES = 8;
/** Fields that are filled from the environment (pydantic, "Settings management"). */
const SETTINGS = /^pydantic(_settings|\.env_settings|\.v1|\.v1\.env_settings)?(\.main)?\.BaseSettings$/;
/** Arguments of a field that name its variable; what is named so takes no prefix. */
const NAMING = ['validation_alias', 'alias', 'env'];

/** Prefix of all variables of a settings class; null for every other class, and where the prefix is not written. */
const prefixes = new WeakMap<ClassIr, string | null>();

/**
 * The environment variables that fill a field of a settings class, the surest first; empty for a field of another class,
 * and for one whose name is not known.
 */
function variablesOf(
  entities: EntityFollower,
  module: ModuleIr,
  cls: ClassIr,
  field: string,
): readonly string[] {
  if (field === 'model_config' || field.startsWith('_')) return [];
  const prefix = prefixOf(entities, module, cls, 0);
  if (prefix === null) return [];
  const value = cls.assignments.find(({ target }) => target === field)?.value;
  const named = value?.kind === 'call' ? namesIn(value) : null;
  // Names of variables are compared without regard to case, and written in capitals.
  return named ?? [(prefix + field).toUpperCase()];
}

/** What `Field(alias="…")` says; null where it says nothing of the name, empty where it is not written. */
function namesIn({ named }: CallExpr): readonly string[] | null {
  const given = NAMING.flatMap((name) => named.filter((argument) => argument.name === name));
  const [first] = given;
  if (first === undefined) return null;
  const { value } = first;
  // `AliasChoices("A", "B")`, `["A", "B"]`.
  const choices = value.kind === 'call' ? value.args : value.kind === 'list' ? value.items : [value];
  return choices.flatMap((choice) => (choice.kind === 'string' ? [choice.value.toUpperCase()] : []));
}

function prefixOf(entities: EntityFollower, module: ModuleIr, cls: ClassIr, depth: number): string | null {
  if (cls.bases.length === 0 || depth > MAX_BASES) return null;
  const known = prefixes.get(cls);
  if (known !== undefined) return known;
  // Bases in a circle are none.
  prefixes.set(cls, null);
  const found = inheritedPrefix(entities, module, cls, depth);
  const own = found === null ? undefined : ownPrefix(module, cls);
  const prefix = own === undefined ? found : own;
  prefixes.set(cls, prefix);
  return prefix;
}

function inheritedPrefix(
  entities: EntityFollower,
  module: ModuleIr,
  cls: ClassIr,
  depth: number,
): string | null {
  const scope = module.scopes[cls.scope]?.parent ?? 0;
  for (const base of cls.bases) {
    const from = entities.entity({ module, scope, expr: base });
    if (from.kind === 'package' && SETTINGS.test(from.symbol.qualified)) return '';
    if (from.kind !== 'expr' || from.at.expr.kind !== 'class') continue;
    const above = prefixOf(entities, from.at.module, from.at.expr.cls, depth + 1);
    if (above !== null) return above;
  }
  return null;
}

/** `model_config = SettingsConfigDict(env_prefix="X_")`, `class Config: env_prefix = "X_"`; undefined where neither says one. */
function ownPrefix(module: ModuleIr, cls: ClassIr): string | null | undefined {
  const config = cls.assignments.find(({ target }) => target === 'model_config')?.value;
  const inner = module.scopes[cls.scope]?.classes.find(({ name }) => name === 'Config');
  const value =
    config?.kind === 'call'
      ? config.named.find(({ name }) => name === 'env_prefix')?.value
      : config?.kind === 'object'
        ? config.entries.find(({ key }) => key === 'env_prefix')?.value
        : inner?.assignments.find(({ target }) => target === 'env_prefix')?.value;
  if (value === undefined) return undefined;
  return value.kind === 'string' ? value.value : null;
}

/** Whether a default leaves a field what a variable can be: a text, nothing, or what a call makes of one. */
function isPlain(value: Expr): boolean {
  return value.kind === 'string' || value.kind === 'null' || value.kind === 'call';
}

/**
 * What a field of a settings class reads from the environment, before its default; empty where it reads nothing.
 *
 * @param at Where the class stands.
 */
export function settingsField(
  entities: EntityFollower,
  at: Located,
  cls: ClassIr,
  field: string,
): readonly Entity[] {
  if (at.module.language !== 'python' || cls.bases.length === 0) return [];
  const set = cls.assignments.find(({ target }) => target === field)?.value;
  const annotated = cls.annotated.find(({ name }) => name === field);
  if (set === undefined ? annotated === undefined : !isPlain(set)) return [];
  const place: Located = {
    ...at,
    expr: set ?? { kind: 'name', name: field, span: annotated?.span ?? cls.span },
  };
  return variablesOf(entities, at.module, cls, field).map((name): Entity => {
    const symbol = packageSymbol(at, 'os', ['environ', name], null);
    return { kind: 'package', symbol, at: place };
  });
}

import type { ClassIr, ModuleIr } from '../ir.ts';
import type { Located } from '../resolve/resolver.ts';
import { addEnvCredential } from './credentials.ts';
import { environmentReads } from './environment-reads.ts';
import { callsNamed } from './callers.ts';
import type { Recognition } from './recognition.ts';

/** Modules that derive settings from a base in another module are rare, and do so in few steps. */
const MAX_ROUNDS = 4;

/** Classes whose name or whose base's name says that they may be settings; the resolver says whether they are. */
function settingsClasses({ program }: Recognition): readonly (readonly [ModuleIr, ClassIr])[] {
  const names = new Set(['BaseSettings']);
  const found = new Map<ClassIr, ModuleIr>();
  for (let round = 0, before = -1; round < MAX_ROUNDS && before !== found.size; round += 1) {
    before = found.size;
    for (const module of program.modules.values()) {
      if (module.language !== 'python') continue;
      for (const { classes } of module.scopes)
        for (const cls of classes) {
          const isOne = cls.bases.some(
            (base) =>
              (base.kind === 'name' && names.has(base.name)) ||
              (base.kind === 'member' && names.has(base.property)),
          );
          if (!isOne || found.has(cls)) continue;
          found.set(cls, module);
          names.add(cls.name);
        }
    }
    // Nothing derives from what is not there.
    if (found.size === 0) break;
  }
  return [...found].map(([cls, module]) => [module, cls] as const);
}

/** Keys that a settings class takes from the environment, field by field. */
export function addSettingsCredentials(recognition: Recognition): void {
  for (const [module, cls] of settingsClasses(recognition)) {
    const scope = module.scopes[cls.scope]?.parent ?? 0;
    const fields = [...cls.assignments.map(({ target }) => target), ...cls.annotated.map(({ name }) => name)];
    for (const field of new Set(fields)) {
      // What methods set is no field.
      if (field.includes('.')) continue;
      const { span } = cls;
      const object = { kind: 'class' as const, cls, span };
      const at: Located = { module, scope, expr: { kind: 'member', object, property: field, span } };
      for (const read of environmentReads(recognition.resolver.value(at)))
        addEnvCredential(recognition, read.name, read.at, 'listed');
    }
  }
}

/** First arguments by which a function may read the environment: `os.getenv(name)`, `process.env[name]`. */
function readsByParameter(module: ModuleIr): readonly string[] {
  const names: string[] = [];
  for (const { functions, assignments } of module.scopes) {
    for (const fn of functions) if (fn.params.length > 0 && fn.name !== null) names.push(fn.name);
    for (const { value } of assignments)
      if (value.kind === 'function' && value.fn.params.length > 0 && value.fn.name !== null)
        names.push(value.fn.name);
  }
  return names;
}

/** `require_env("OPENAI_API_KEY")`: keys that are read by a function of the program, under the name that it is handed. */
export function addCredentialsReadByName(recognition: Recognition): void {
  const names = new Set<string>();
  for (const module of recognition.program.modules.values())
    if (module.readsEnvironment) for (const name of readsByParameter(module)) names.add(name);
  for (const name of names)
    for (const call of callsNamed(recognition, name)) {
      // The name of a variable that is a key: every other call is not asked for.
      const isKey = call.expr.args.some(
        (arg) => arg.kind === 'string' && recognition.catalog.providerByEnv.has(arg.value),
      );
      if (!isKey) continue;
      for (const read of environmentReads(recognition.resolver.value(call)))
        addEnvCredential(recognition, read.name, call, 'listed');
    }
}

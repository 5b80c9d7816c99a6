import type { ClassIr, Expr } from '../../ir.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';
import { subclassesOf, type DerivedClass } from '../values/derived-classes.ts';

/** Classes below one; of more it is not said that all were looked at. */
const MAX_CLASSES = 40;
/** Classes above one. */
const MAX_ABOVE = 8;
/** Classes whose objects are given their fields by the call alone; settings' classes read the environment as well. */
const PLAIN_BASE = /^(pydantic\.(main\.)?BaseModel|abc\.ABC|typing\.Generic)$/;
const PLAIN_DECORATOR = /^(dataclasses|pydantic\.dataclasses)\.dataclass(\(\))?$/;
/** Methods that may give a field something else than what was passed. */
const SETS_FIELDS =
  /^(__(init|post_init|new|setattr|getattr|getattribute|setstate|init_subclass)__|model_post_init|model_validate|_?validate\w*)$/;
const VALIDATOR = /validat/;

/** The classes whose objects have a field. */
export interface FieldHolders {
  /** That which declares it, and those above and below. */
  readonly classes: ReadonlySet<ClassIr>;
  /** That which declares it, and those below. */
  readonly own: readonly DerivedClass[];
  /** Names of these, and those under which they are imported. */
  readonly names: ReadonlySet<string>;
  /** All were seen, and none has anything by which an object is given more than its call passes. */
  readonly arePlain: boolean;
}

/** @param cls The class that declares the field. */
export function holdersOf(recognition: Recognition, { module, cls }: DerivedClass): FieldHolders {
  const below = subclassesOf(recognition, { cls }, MAX_CLASSES);
  const own = [{ module, cls }, ...below];
  const names = new Set(own.map((one) => one.cls.name));
  for (const { imports } of recognition.program.modules.values())
    for (const { imported, local } of imports) if (names.has(imported)) names.add(local);
  const classes = new Set<ClassIr>();
  const arePlain = own.map((one) => isPlain(recognition, one, classes, 0)).every(Boolean);
  // Of several classes above one, any may declare the field as well.
  const areSimple = below.every((one) => one.cls.bases.length === 1);
  return { classes, own, names, arePlain: arePlain && areSimple && below.length < MAX_CLASSES };
}

/** Whether its objects are given their fields by the call alone; it and those above it go into `classes`. */
function isPlain(
  recognition: Recognition,
  { module, cls }: DerivedClass,
  classes: Set<ClassIr>,
  depth: number,
): boolean {
  if (depth > MAX_ABOVE) return false;
  classes.add(cls);
  const { resolver } = recognition;
  const scope = module.scopes[cls.scope]?.parent ?? 0;
  const symbolOf = (expr: Expr): string => resolver.symbol({ module, scope, expr })?.qualified ?? '';
  const areBasesPlain = cls.bases.map((expr) => {
    const above = resolver.cls({ module, scope, expr });
    if (above !== null && above.cls !== cls) return isPlain(recognition, above, classes, depth + 1);
    return PLAIN_BASE.test(symbolOf(expr.kind === 'index' ? expr.object : expr));
  });
  const areDecorated = cls.decorators.every(({ expr }) =>
    PLAIN_DECORATOR.test(symbolOf(expr.kind === 'call' ? expr.callee : expr)),
  );
  const hasConfig = module.scopes[cls.scope]?.classes.some(({ name }) => name === 'Config') === true;
  return areBasesPlain.every(Boolean) && areDecorated && !hasConfig && !setsFields(cls);
}

function setsFields({ methods, assignments }: ClassIr): boolean {
  for (const { name, decorators } of methods) {
    if (SETS_FIELDS.test(name ?? '')) return true;
    if (decorators.some(({ expr }) => VALIDATOR.test(lastName(expr)))) return true;
  }
  const config = assignments.find(({ target }) => target === 'model_config')?.value;
  if (config === undefined) return false;
  // Of an alias for every field, or of variables of the environment.
  if (config.kind === 'call')
    return !config.complete || config.named.some(({ name }) => /alias|env/.test(name));
  return (
    config.kind !== 'object' || !config.complete || config.entries.some(({ key }) => /alias|env/.test(key))
  );
}

function lastName(expr: Expr): string {
  if (expr.kind === 'call') return lastName(expr.callee);
  return expr.kind === 'member' ? expr.property : expr.kind === 'name' ? expr.name : '';
}

/** The class in whose body the call stands that declares a field, and the field's name; null where there is none. */
export function declaredBy(field: LocatedCall): (DerivedClass & { readonly name: string }) | null {
  const { module } = field;
  for (const { classes } of module.declaring)
    for (const cls of classes) {
      const set = cls.assignments.find(({ value }) => value === field.expr);
      if (set !== undefined) return { module, cls, name: set.target };
    }
  return null;
}

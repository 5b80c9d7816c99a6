import type { ClassIr, Expr, ModuleIr } from '../../ir.ts';
import { addNamedModel } from './named-models.ts';
import type { Recognition } from '../recognition/recognition.ts';

/** `Model`, `ChatModels`, `GroqModelName`, `OPENAI_MODELS`, `LLMModelId`: an enumeration of what may be asked. */
const MODELS =
  /^(\w*?)_?(?:LLM)?(?:Models?|MODELS?)(?:_?(?:Names?|NAMES?|Ids?|IDS?|Types?|Choices?|Options?|Enum))?$/;
/** More members are a catalogue of all there are. */
const MAX_MEMBERS = 60;

/** `Enum`, `StrEnum`, `enum.StrEnum`. */
function isEnum(base: Expr): boolean {
  const name = base.kind === 'name' ? base.name : base.kind === 'member' ? base.property : '';
  return /Enum$/.test(name);
}

/** The models that are the members of an enumeration; whose they are may be said by its name alone. */
export function addEnumeratedModels(recognition: Recognition, module: ModuleIr, cls: ClassIr): void {
  const [, vendor = ''] = MODELS.exec(cls.name) ?? [null];
  if (cls.bases.length === 0 || !MODELS.test(cls.name) || !cls.bases.some(isEnum)) return;
  if (cls.assignments.length > MAX_MEMBERS) return;
  for (const { value, scope } of cls.assignments)
    if (value.kind === 'string')
      addNamedModel(recognition, value.value, { module, scope, expr: value }, vendor === '' ? null : vendor);
}

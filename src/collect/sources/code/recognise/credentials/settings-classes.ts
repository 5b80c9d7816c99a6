import type { Located } from '../../resolve/resolver.ts';
import { addEnvCredential } from './credentials.ts';
import { classesFrom, type DerivedClass } from '../values/derived-classes.ts';
import { environmentReads } from './environment-reads.ts';
import type { Recognition } from '../recognition/recognition.ts';

const BASES: ReadonlySet<string> = new Set(['BaseSettings']);

/** Keys that the classes of settings take from the environment, field by field: which are settings, the resolver says. */
export function addSettingsCredentials(recognition: Recognition): void {
  const found = classesFrom(recognition, BASES, (one) => (one.module.language === 'python' ? one : null));
  for (const one of found.values()) addFields(recognition, one);
}

function addFields(recognition: Recognition, { module, cls }: DerivedClass): void {
  const scope = module.scopes[cls.scope]?.parent ?? 0;
  const { span } = cls;
  const object = { kind: 'class' as const, cls, span };
  const fields = [...cls.assignments.map(({ target }) => target), ...cls.annotated.map(({ name }) => name)];
  for (const property of new Set(fields)) {
    // What methods set is no field.
    if (property.includes('.')) continue;
    const at: Located = { module, scope, expr: { kind: 'member', object, property, span } };
    for (const read of environmentReads(recognition.resolver.value(at)))
      addEnvCredential(recognition, read.name, read.at, 'listed');
  }
}

import type { Expr, ModuleIr } from '../../ir.ts';
import type { Recognition } from '../recognition/recognition.ts';
import { addEnvCredential, isSecretName, isToldIn, keepUnproven, unprovenReads } from './credentials.ts';
import { findKeyUses } from './key-uses.ts';

/** The read of a variable that is not lowered: a line is all that is known of it. */
function readAt(module: ModuleIr, name: string, span: Expr['span']) {
  return { module, scope: 0, expr: { kind: 'unknown' as const, text: name, span } };
}

/** Reads that no expression holds: in conditions, most of all. */
function addUnlowered(recognition: Recognition, isProven: (name: string) => boolean): void {
  const { program, catalog } = recognition;
  for (const module of program.modules.values())
    for (const { name, span } of module.environmentNames) {
      if (isToldIn(recognition, name, module.path)) continue;
      const at = readAt(module, name, span);
      if (catalog.providerByEnv.has(name)) addEnvCredential(recognition, name, at, 'listed');
      else if (isProven(name)) addEnvCredential(recognition, name, at, 'used');
      else keepUnproven(recognition, name, at);
    }
}

/** What every visitor of a page is handed; a listed key is one all the same, and then is given away. */
function isPublic({ catalog }: Recognition, name: string): boolean {
  return (
    catalog.publicPrefix.test(name) && !catalog.providerByEnv.has(name.replace(catalog.publicPrefix, ''))
  );
}

/** The variables under names of the program's own that are handed over as keys. */
function handedOver(recognition: Recognition): ReadonlySet<string> {
  const { catalog, program } = recognition;
  const unproven = unprovenReads(recognition);
  const names = [...unproven.keys()].filter((name) => !catalog.otherPurpose.test(name));
  const found = new Set<string>();
  if (names.length === 0) return found;
  const asked = new Set(names);
  const readers = new Set([...unproven.values()].flat().map(({ module }) => module));
  findKeyUses(recognition, program.importersOf(readers), (name, use) => {
    // A client of AI takes nothing else for a key; elsewhere the name must say that it is one.
    if (!asked.has(name)) return;
    if (use === 'client' || (isSecretName(recognition, name) && !isPublic(recognition, name)))
      found.add(name);
  });
  return found;
}

/**
 * Keys under names that the catalogue does not list, where the program is seen to hand one over: to a client, in a header, in
 * the query of an address. Then every read of the name is one of the key. And reads of all keys that stand in conditions alone.
 */
export function addProvenKeys(recognition: Recognition): void {
  addUnlowered(recognition, () => false);
  const proven = handedOver(recognition);
  if (proven.size === 0) return;
  for (const name of proven)
    for (const at of unprovenReads(recognition).get(name) ?? [])
      addEnvCredential(recognition, name, at, 'used');
  addUnlowered(recognition, (name) => proven.has(name));
}

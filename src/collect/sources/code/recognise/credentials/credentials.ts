import { declaredId, type NodeId } from '#model';
import { describeCredential } from '#inspect';
import type { Located } from '../../resolve/resolver.ts';
import { stateOf, type Recognition } from '../recognition/recognition.ts';

/**
 * How sure a name must be: in the catalogue, of the form that secrets have where an AI asset reads it, or of any where it was
 * seen to be handed over as a key.
 */
type NameProof = 'listed' | 'form' | 'used';

/** What is read and may be a key: by name, the places. And which variable was told in which file. */
interface KeyReads {
  readonly unproven: Map<string, Located[]>;
  readonly told: Set<string>;
}

/** Far more than one program reads under one name. */
const MAX_READS = 200;
const MAY_BE_KEY = /KEY|TOKEN|SECRET|PASSW|CREDENTIAL/i;
const reads = new WeakMap<Recognition, KeyReads>();

function readsOf(recognition: Recognition): KeyReads {
  const known = reads.get(recognition) ?? { unproven: new Map<string, Located[]>(), told: new Set<string>() };
  reads.set(recognition, known);
  return known;
}

/** Variables that are read and whose name alone does not say that they are keys, by name. */
export function unprovenReads(recognition: Recognition): ReadonlyMap<string, readonly Located[]> {
  return readsOf(recognition).unproven;
}

/** Whether the variable was told with a place in the file. */
export function isToldIn(recognition: Recognition, name: string, path: string): boolean {
  return readsOf(recognition).told.has(`${path} ${name}`);
}

/** Keeps a read until it is known whether what it reads is handed over as a key. */
export function keepUnproven(recognition: Recognition, name: string, at: Located): void {
  if (!MAY_BE_KEY.test(name)) return;
  const { unproven } = readsOf(recognition);
  const known = unproven.get(name);
  if (known === undefined) unproven.set(name, [at]);
  else if (known.length < MAX_READS) known.push(at);
}

/** Whether a variable's name has the form that names of secrets have. */
export function isSecretName({ catalog }: Recognition, name: string): boolean {
  return catalog.secretName.test(name);
}

/**
 * The credential that an environment variable carries; null where its name does not say that it is one.
 *
 * @param note Beside the place, where the name of the variable does not stand there.
 */
export function addEnvCredential(
  recognition: Recognition,
  name: string,
  at: Located,
  proof: NameProof,
  note?: string,
): NodeId | null {
  const { credentials, providerByEnv } = recognition.catalog;
  const provider = providerByEnv.get(name);
  // Names that look like secrets and are none, such as a public key's.
  if (credentials.notCredentials.includes(name)) return null;
  if (provider === undefined && proof === 'listed') keepUnproven(recognition, name, at);
  if (provider === undefined && proof !== 'used' && (proof === 'listed' || !isSecretName(recognition, name)))
    return null;
  if (note === undefined) readsOf(recognition).told.add(`${at.module.path} ${name}`);
  return recognition.sink.node({
    // One node a variable and target: the same variable is the same key in every file.
    id: declaredId('api-key', recognition.target.name, 'env', name),
    kind: 'api-key',
    name,
    state: stateOf(at.module),
    attributes: { envName: name, ...(provider === undefined ? {} : { provider }) },
    evidence: [recognition.sink.evidence(at, note)],
  });
}

/**
 * The credentials that stand written in a text; nothing of them is kept but place, kind and keyed fingerprint.
 *
 * @param symbol Stable name of the text in its module, part of the credential's id. Its name is the detector's: a prompt's
 * symbol says nothing of the key in it.
 */
export function addWrittenCredentials(
  recognition: Recognition,
  text: string,
  symbol: string,
  at: Located,
): readonly { readonly id: NodeId; readonly detector: string }[] {
  const secrets = recognition.inspector.inspect(text).filter((match) => match.category === 'secret');
  // One secret may be seen by several detectors.
  const distinct = [...new Map(secrets.map((match) => [match.fingerprint, match])).values()];
  return distinct.map((match, index) => {
    const { kind, attributes, identifiers } = describeCredential(match);
    const suffix = index === 0 ? '' : `[${String(index)}]`;
    const id = recognition.sink.node({
      id: declaredId(kind, recognition.target.name, at.module.path, `${symbol}${suffix}`),
      kind,
      name: match.detector,
      state: stateOf(at.module),
      attributes,
      identifiers,
      evidence: [recognition.sink.evidence(at)],
    });
    return { id, detector: match.detector };
  });
}

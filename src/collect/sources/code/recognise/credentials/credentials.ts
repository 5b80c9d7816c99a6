import { declaredId, type NodeId } from '#model';
import { describeCredential } from '#inspect';
import type { Located } from '../../resolve/resolver.ts';
import { stateOf, type Recognition } from '../recognition/recognition.ts';

/** How sure a name must be: in the catalogue, or of the form that secrets have where an AI asset reads it. */
type NameProof = 'listed' | 'form';

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
  if (provider === undefined && (proof === 'listed' || !new RegExp(credentials.secretNamePattern).test(name)))
    return null;
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

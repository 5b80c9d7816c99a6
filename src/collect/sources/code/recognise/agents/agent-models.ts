import type { NodeId } from '#model';
import { addHandedSecrets } from '../credentials/held-secrets.ts';
import type { ModelForm } from '../models/model-names.ts';
import { addModel, type ModelReferences } from '../models/models.ts';
import type { Recognition } from '../recognition/recognition.ts';
import type { AgentEntry } from './agent-calls.ts';

/** Bare ids where the framework does not say how it reads a model's name. */
export function form(entry: Pick<AgentEntry, 'framework'>): ModelForm {
  return entry.framework.modelStrings ?? 'id';
}

/** The models that an agent uses, and the keys that are handed over where they are made. */
export function addModelEdges(
  recognition: Recognition,
  id: NodeId,
  found: ModelReferences,
  symbol: string,
): void {
  for (const model of found.models)
    recognition.sink.edge(id, 'uses-model', addModel(recognition, model), [
      recognition.sink.evidence(model.at),
    ]);
  for (const maker of found.makers) addHandedSecrets(recognition, id, maker, symbol);
}

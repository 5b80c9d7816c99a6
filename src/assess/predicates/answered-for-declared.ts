import { NO, yes } from '../answer.ts';
import type { Predicate } from '../rule-context.ts';

/**
 * A model that telemetry names as the one that answered, where its user declares a floating name for which the provider lets it
 * answer: what was asked for is what was declared. A name without the provider's date never is.
 */
export const answeredForDeclared: Predicate = (node, { view }, excuse) => {
  const names = view.attribute(node, 'answersFor');
  if (excuse === null || names.kind !== 'known' || !Array.isArray(names.value))
    return [{ subject: null, answer: NO }];
  const asked: readonly string[] = names.value;
  const provider = view.attribute(node, 'provider');
  const declared = view
    .out(excuse.sink.id, 'uses-model')
    .filter(({ planes, rung }) => rung !== 4 && planes.some(({ plane }) => plane === 'declared'))
    .flatMap((edge) => view.node(edge.to) ?? [])
    .find((model) => {
      const own = view.attribute(model, 'provider');
      const isSame = own.kind === 'known' && provider.kind === 'known' && own.value === provider.value;
      return isSame && asked.includes(model.name);
    });
  return [
    {
      subject: null,
      answer:
        declared === undefined
          ? NO
          : yes(declared.evidence.slice(0, 1), `it answered for ${declared.name}, which is declared`),
    },
  ];
};

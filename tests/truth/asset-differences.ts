import { isDeepStrictEqual } from 'node:util';
import type { GraphNode } from '#graph';
import { candidatesOf, plainName, type NamedScan } from './estate-names.ts';
import { foundBy, idleRules } from './found-by.ts';
import { listed, setDifferences, type Said } from './set-differences.ts';
import type { Truth } from './truth-schema.ts';

type Asset = Truth['assets'][number];

/** What the asset is said to be, by itself and by the rules that find it; the first word stays. */
function statedAttributes(truth: Truth, asset: Asset): ReadonlyMap<string, unknown> {
  const shared = truth.shared.filter((rule) => foundBy(truth, rule).includes(asset.node));
  const all = [asset, ...shared].flatMap(({ attributes }) => Object.entries(attributes));
  return new Map(all.reverse());
}

function attributeDifferences(
  truth: Truth,
  { view }: NamedScan,
  asset: Asset,
  node: GraphNode,
): readonly string[] {
  const stated = statedAttributes(truth, asset);
  const said = (name: string): unknown => {
    const reading = view.attribute(node, name);
    // No value: a word for it could be mistaken for one.
    return reading.kind === 'known' ? reading.value : { is: reading.kind };
  };
  const other = [...stated]
    .filter(([name, value]) => !isDeepStrictEqual(sorted(said(name)), sorted(value)))
    .map(
      ([name, value]) =>
        `${asset.node}: ${name} is ${JSON.stringify(said(name))} in the scan, ${JSON.stringify(value)} in the truth`,
    );
  const unsaid = node.attributeNames
    .filter((name) => !stated.has(name) && !truth.free.includes(name))
    .map(
      (name) => `${asset.node}: ${name} is ${JSON.stringify(said(name))} in the scan, nothing in the truth`,
    );
  return [...other, ...unsaid];
}

/** Lists of attributes are sets. */
function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...(value as unknown[])].map(String).sort() : value;
}

function described(asset: Asset, node: GraphNode): readonly string[] {
  const { path, planes, state } = asset;
  const paths = node.evidence.map((one) => one.at.path);
  return [
    ...(`${node.kind} ${node.name}` === plainName(asset.node)
      ? []
      : [`${asset.node}: it is called ${node.kind} ${node.name} in the scan`]),
    ...(node.state === state
      ? []
      : [`${asset.node}: state is ${node.state} in the scan, ${state} in the truth`]),
    ...(listed(node.planes) === listed(planes)
      ? []
      : [`${asset.node}: seen on ${listed(node.planes)} in the scan, on ${listed(planes)} in the truth`]),
    ...(path === undefined || paths.some((one) => one === path || one.endsWith(`/${path}`))
      ? []
      : [`${asset.node}: no evidence in ${path}, but in ${listed([...new Set(paths)])}`]),
  ];
}

/** Assets of every kind: those that only one side has, and those that differ in what the truth says of them. */
export function assetDifferences(truth: Truth, named: NamedScan): readonly string[] {
  const matched = truth.assets.map((asset) => ({ asset, nodes: candidatesOf(named.view, asset) }));
  const ambiguous = matched
    .filter(({ nodes }) => nodes.length > 1)
    .map(({ asset, nodes }) => `${asset.node}: could be ${listed(nodes.map(({ id }) => id))}`);
  const stated: readonly Said[] = truth.assets.map(({ node }) => ({ key: node }));
  const meant = new Set(matched.flatMap(({ nodes }) => nodes.map(({ id }) => id)));
  const found = [
    ...matched.filter(({ nodes }) => nodes.length > 0).map(({ asset }) => ({ key: asset.node })),
    ...named.view
      .nodes()
      .filter(({ id }) => !meant.has(id))
      .map(({ id }) => ({ key: named.labelOf(id) })),
  ];
  const details = matched.flatMap(({ asset, nodes }) =>
    nodes.length === 1
      ? nodes.flatMap((node) => [
          ...described(asset, node),
          ...attributeDifferences(truth, named, asset, node),
        ])
      : [],
  );
  return [...setDifferences(stated, found), ...ambiguous, ...details, ...idleRules(truth, truth.shared)];
}

/** Names of the truth's other parts that assets.yaml does not list: a misspelt name would be held to nothing. */
export function strangerDifferences(truth: Truth): readonly string[] {
  const known = new Set(truth.assets.map(({ node }) => node));
  const used = [
    ...truth.edges.flatMap(({ from, to }) => [from, to]),
    ...truth.shared.flatMap(({ except, and }) => [...except, ...and]),
    ...truth.rules.flatMap(({ from, to, except, and }) => [
      ...(from ?? []),
      ...(to ?? []),
      ...except,
      ...and,
    ]),
    ...truth.noEdges.flatMap(([from, , to]) => [from, to]),
    ...Object.entries(truth.grants).flatMap(([who, what]) => [who, ...Object.keys(what)]),
    ...truth.decisions.flatMap(([who, , what]) => [who, what]),
    ...Object.values(truth.sets).flatMap((rows) => rows.flatMap(namesOfRow)),
    ...truth.paths.flatMap(({ from, to }) => [...from, ...to.flatMap(namesOfRow)]),
    ...truth.besides.flatMap(({ from, sink, becomes, through }) => [
      from,
      sink,
      ...through,
      ...some(becomes),
    ]),
    ...truth.open.flatMap(({ from, at }) => [...from, at]),
    ...truth.noPaths.flatMap(({ sink, who }) => [sink, who]),
    ...Object.values(truth.verdicts).flatMap((rows) =>
      rows.flatMap(({ assets, subject, waits }) => [
        ...assets,
        ...some(subject),
        ...waits.map(([, at]) => at),
      ]),
    ),
    ...truth.exceptions.map(({ asset }) => asset),
    ...truth.nearMisses.flatMap((one) => ('asset' in one ? [one.asset] : [])),
    ...truth.nearMisses.flatMap((one) => ('subject' in one ? [one.subject] : [])),
  ];
  return [...new Set(used)]
    .filter((label) => !known.has(label))
    .sort()
    .map((label) => `${label}: assets.yaml does not list it`);
}

type Target = Truth['paths'][number]['to'][number];

function some(label: string | undefined): readonly string[] {
  return label === undefined ? [] : [label];
}

function namesOfRow(row: Target): readonly string[] {
  if (typeof row === 'string') return [];
  if ('grantsOf' in row) return [row.grantsOf];
  return [row.sink, ...row.through, ...some(row.becomes)];
}

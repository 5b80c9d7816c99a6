import { edgeFact } from '#model';
import { compileGlob } from '../glob.ts';
import { distinctEvidence } from '../merge/attribute-values.ts';
import { agreedText, assetsOf, factsOf, identifiersOf, valuesOf, type Draft, idOf } from '../merge/draft.ts';
import { canonicalUrl, hostOf } from '../merge/identity-keys.ts';
import { addEdge } from '../merge/register.ts';

/** Rung 2 of the ladder: what is built from where, and deployed as what. */
export function linkArtefacts(draft: Draft): void {
  linkSourcesToImages(draft);
  linkImagesToWorkloads(draft);
  linkServersToUrls(draft);
}

/** One build context, and what a Dockerfile copies of it. */
export interface ImageSource {
  readonly slot: number;
  readonly target: string;
  /** Build context with a closing slash; empty for the whole target. */
  readonly prefix: string;
  /** Null where what is copied was not seen: then all of the context counts. */
  readonly copies: readonly string[] | null;
}

/** With a closing slash, so that `app` does not take `app-2` along. */
function folder(path: string): string {
  const clean = path.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
  return clean === '' || clean === '.' ? '' : `${clean}/`;
}

export function imageSources(draft: Draft): readonly ImageSource[] {
  return assetsOf(draft, 'image').flatMap((slot) =>
    factsOf(draft, slot).flatMap((fact) => {
      const { sourcePath, copies } = fact.attributes as {
        sourcePath?: string | null;
        copies?: string[] | null;
      };
      // A Dockerfile takes in what lies in its own repository, whatever others hold.
      const target = fact.evidence[0]?.target;
      if (typeof sourcePath !== 'string' || target === undefined) return [];
      return [{ slot, target, prefix: folder(sourcePath), copies: copies ?? null }];
    }),
  );
}

/** Whether a COPY of the build context takes the file along; `copied` is a file, a folder or a glob. */
function isCopied(relative: string, copied: string): boolean {
  const clean = folder(copied);
  if (clean === '' || relative.startsWith(clean)) return true;
  const glob = compileGlob(clean.slice(0, -1), 'path');
  // A folder that the glob names is copied with all that is in it.
  const segments = relative.split('/');
  return segments.some((_, at) => glob(segments.slice(0, at + 1).join('/')));
}

function takes(image: ImageSource, path: string): boolean {
  if (!path.startsWith(image.prefix)) return false;
  const relative = path.slice(image.prefix.length);
  return image.copies === null || image.copies.some((copied) => isCopied(relative, copied));
}

/** A file of a target. */
export interface DefinedAt {
  readonly target: string;
  readonly path: string;
}

/**
 * Where code defines it: the path in its declared id; test code and templates are not what is deployed. Evidence of a
 * mention in another file is no definition.
 */
function definitionsOf(draft: Draft, slot: number): readonly DefinedAt[] {
  return factsOf(draft, slot).flatMap((fact) => {
    if (fact.state === 'test' || fact.state === 'template') return [];
    return fact.evidence
      .filter((one) => one.plane === 'declared' && fact.id.includes(`/${one.at.path}#`))
      .map((one) => ({ target: one.target, path: one.at.path }));
  });
}

/** The images that take any of these files along, those of the innermost context alone. */
export function imagesOf(
  draft: Draft,
  images: readonly ImageSource[],
  files: readonly DefinedAt[],
): ReadonlySet<number> {
  const fitting = files.flatMap((at) =>
    images.filter((image) => image.target === at.target && takes(image, at.path)),
  );
  // A repository's root image would otherwise hold all that lies in it.
  const longest = Math.max(...fitting.map((image) => image.prefix.length));
  return new Set(
    fitting.filter((image) => image.prefix.length === longest).map((image) => draft.sets.find(image.slot)),
  );
}

function linkSourcesToImages(draft: Draft): void {
  const images = imageSources(draft);
  if (images.length === 0) return;
  for (const slot of assetsOf(draft, 'agent', 'mcp-server'))
    for (const image of imagesOf(draft, images, definitionsOf(draft, slot))) link(draft, slot, image);
}

/**
 * The evidence of both ends: that the two belong together was read in neither alone. On rung 2 without what telemetry saw of
 * either: it names no image, and nobody watched the one become the other.
 */
function link(draft: Draft, from: number, to: number, rung: 2 | 3 = 2): void {
  const both = [...factsOf(draft, from), ...factsOf(draft, to)].flatMap((fact) => fact.evidence);
  const evidence = distinctEvidence(rung === 2 ? both.filter((one) => one.plane !== 'observed') : both);
  addEdge(
    draft,
    edgeFact({ from: idOf(draft, from), edge: 'deployed-as', to: idOf(draft, to), rung, evidence }),
  );
}

/**
 * By the reference as both write it. A tag and the digest behind it are two references: nothing here asks a registry.
 */
function linkImagesToWorkloads(draft: Draft): void {
  const byReference = new Map<string, number[]>();
  for (const slot of assetsOf(draft, 'image'))
    for (const reference of identifiersOf(draft, slot, 'image-reference'))
      byReference.set(reference, [...(byReference.get(reference) ?? []), slot]);
  for (const slot of assetsOf(draft, 'function', 'container')) {
    const own = agreedText(draft, slot, 'imageReference');
    const references = new Set([
      ...identifiersOf(draft, slot, 'image-reference'),
      ...(own === null ? [] : [own]),
    ]);
    for (const reference of references)
      for (const image of byReference.get(reference) ?? []) link(draft, image, slot);
  }
}

/** A workload that answers at the root of its URL answers every path below it. */
function ownsUrl(workloadUrl: string, serverUrl: string): boolean {
  const [own, asked] = [canonicalUrl(workloadUrl), canonicalUrl(serverUrl)];
  return asked === own || asked.startsWith(`${own}/`);
}

function urlsOf(draft: Draft, slot: number): readonly string[] {
  const values = valuesOf(draft, slot, 'url').filter((value) => typeof value === 'string');
  return [...new Set([...identifiersOf(draft, slot, 'url'), ...values])];
}

/** Telemetry of a client names a remote server by its host alone. */
function hostNames(draft: Draft, slot: number): readonly string[] {
  const names = factsOf(draft, slot).filter((fact) => fact.evidence.some((one) => one.plane === 'observed'));
  return names
    .map((fact) => fact.name.toLowerCase())
    .filter((name) => /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/.test(name));
}

/** A server that a client reaches at a workload's URL is deployed as that workload; by its host alone, as telemetry says. */
function linkServersToUrls(draft: Draft): void {
  const workloads = assetsOf(draft, 'function', 'container', 'vm', 'host').flatMap((slot) =>
    urlsOf(draft, slot).map((url) => ({ slot, url, host: hostOf(url) })),
  );
  for (const slot of assetsOf(draft, 'mcp-server')) {
    const [urls, hosts] = [urlsOf(draft, slot), hostNames(draft, slot)];
    for (const workload of workloads)
      if (urls.some((url) => ownsUrl(workload.url, url))) link(draft, slot, workload.slot, 2);
      else if (workload.host !== null && hosts.includes(workload.host)) link(draft, slot, workload.slot, 3);
  }
}

import { declaredId, edgeFact, nodeFact, type Evidence, type NodeId, type State } from '#model';
import { addCredentials } from '../../credential-facts.ts';
import type { SourceRun } from '../../source-run.ts';
import { readDockerfile, type Dockerfile } from './dockerfile.ts';

/** One image that this target builds: its Dockerfile, and where something says from which folder. */
export interface BuiltImage {
  readonly id: NodeId;
  readonly path: string;
  readonly dockerfile: Dockerfile;
  /** Build context, relative to the target; '.' for its root. */
  context: string;
  /** False until a build says so: the Dockerfile's own folder is what tools take by default. */
  isContextSaid: boolean;
}

/** Names that docker, podman and their editors know. */
const DOCKERFILE = /(^|\/)((Dockerfile|Containerfile)(\.[\w.-]+)?|[\w.-]+\.(Dockerfile|dockerfile))$/;
const TEST_FOLDER = /(^|\/)(tests?|__tests__|fixtures|testdata|examples?)\//;
/** Files beside a Dockerfile that bear its name. */
const IGNORED = /\.(dockerignore|md|txt|orig|bak)$/;

/** Examples and tests are deployed nowhere: nothing of them counts against the organisation. */
export function stateOf(path: string): State {
  if (/\.(example|sample|template)(\.|$)/.test(path)) return 'template';
  return TEST_FOLDER.test(path) ? 'test' : 'active';
}

/** '.' for the root, as build contexts write it. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
}

/** Images by the path of their Dockerfile. A Dockerfile that cannot be read is a gap and hides no other. */
export function readImages(run: SourceRun): Map<string, BuiltImage> {
  const images = new Map<string, BuiltImage>();
  for (const path of run.input.files.paths) {
    if (!DOCKERFILE.test(path) || IGNORED.test(path)) continue;
    const text = run.text(path);
    if (text === null) continue;
    const dockerfile = readDockerfile(text);
    if (dockerfile === null) {
      run.gap(path, 'not-parsed', 'no FROM: not a Dockerfile');
      continue;
    }
    // What was read before still counts.
    if (dockerfile.fault !== null) run.gap(path, 'not-parsed', dockerfile.fault);
    if (dockerfile.base === null) run.gap(path, 'unresolved', 'the base image depends on a build argument');
    const id = declaredId('image', run.input.target.name, path, 'image');
    images.set(path, { id, path, dockerfile, context: folderOf(path), isContextSaid: false });
  }
  return images;
}

/** After everything that could say from which folder they are built was read. */
export function addImages(run: SourceRun, images: ReadonlyMap<string, BuiltImage>): void {
  const redact = (text: string): string => run.input.inspector.redact(text).slice(0, 500);
  for (const { id, path, dockerfile, context } of images.values()) {
    run.facts.push(
      nodeFact({
        id,
        kind: 'image',
        // People call an image by what is in it; the Dockerfile has no name for it.
        name: context === '.' ? run.input.target.name : (context.split('/').at(-1) ?? context),
        state: stateOf(path),
        attributes: {
          sourcePath: context,
          ...(dockerfile.base === null ? {} : { base: redact(dockerfile.base) }),
          entrypoint: dockerfile.entrypoint === null ? null : redact(dockerfile.entrypoint),
          copies: dockerfile.copies.map(redact),
          ...(dockerfile.environment.length === 0 ? {} : { envNames: dockerfile.environment.map(redact) }),
        },
        evidence: run.lines(path, 1, dockerfile.lastLine),
      }),
    );
    // ENV and ARG stay in the image's history: a key there is in the hands of whoever can pull it.
    for (const { name, value, line } of dockerfile.variables) {
      const evidence = run.lines(path, line);
      addCredentials(run, {
        holder: id,
        path,
        name: redact(name),
        label: name,
        isEnvironment: true,
        value,
        evidence,
      });
    }
  }
}

/** What a build block says of an image: its context, and under which reference it is pushed. */
interface Build {
  readonly context: string;
  readonly dockerfile: string;
  readonly reference: string | null;
  readonly evidence: Evidence[];
}

/**
 * Ties a build to the Dockerfile it names; null, with a gap, where the target holds no such file. `where` is what a gap
 * points at: the build block.
 */
export function applyBuild(
  run: SourceRun,
  images: ReadonlyMap<string, BuiltImage>,
  build: Build,
  where: string,
): NodeId | null {
  const image = images.get(build.dockerfile);
  if (image === undefined) {
    run.gap(where, 'unresolved', `no Dockerfile at ${build.dockerfile} in this target`);
    return null;
  }
  // The first context stands: two builds of one file are two images that one node cannot tell apart.
  if (image.isContextSaid && image.context !== build.context) {
    run.gap(where, 'unresolved', `${build.dockerfile} is built from more than one folder`);
  } else {
    image.context = build.context;
    image.isContextSaid = true;
  }
  if (build.reference !== null) addReference(run, image.id, build.reference, build.evidence);
  return image.id;
}

/** The reference is what a deployment names, so it is what joins them. */
function addReference(run: SourceRun, id: NodeId, reference: string, evidence: Evidence[]): void {
  const name = reference.split('/').at(-1) ?? reference;
  const identifiers = [{ scheme: 'image-reference', value: reference } as const];
  run.facts.push(nodeFact({ id, kind: 'image', name, attributes: {}, identifiers, evidence }));
}

/** An image known by its reference alone, built elsewhere. */
export function addForeignImage(run: SourceRun, reference: string, evidence: Evidence[]): NodeId {
  addReference(run, reference, reference, evidence);
  return reference;
}

/** Rung 2 of the ladder: proven by the artefact. */
export function addDeployment(run: SourceRun, image: NodeId, workload: NodeId, evidence: Evidence[]): void {
  run.facts.push(edgeFact({ from: image, edge: 'deployed-as', to: workload, rung: 2, evidence }));
}

/** `../app` beside `infra/main.tf` is `app`; null where it leads out of the target. */
export function relativeTo(folder: string, written: string): string | null {
  if (written.startsWith('/')) return null;
  const steps = folder === '.' || folder === '' ? [] : folder.split('/');
  for (const step of written.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.length === 0 ? '.' : steps.join('/');
}

import type { Evidence, NodeId } from '#model';
import type { HclValue } from './hcl-value.ts';
import { addDeployment, addForeignImage, applyBuild, relativeTo } from './images.ts';
import { evidenceOf, literal, type ModuleRun } from './module-run.ts';
import { attribute, nested, type Resource } from './terraform-module.ts';

/** A function with its `image_uri`, as written and, where that is literal, as text. */
interface FunctionImage {
  readonly resource: Resource;
  readonly id: NodeId;
  readonly image: HclValue | undefined;
  readonly reference: string | null;
  readonly evidence: Evidence[];
}

/** The resource that builds what a function runs, else the image by its reference alone. */
export function addImage(own: ModuleRun, { resource, id, image, reference, evidence }: FunctionImage): void {
  // A function from an archive has no image.
  if (image === undefined) return;
  const built = builder(own, image, reference);
  const from = built === null ? null : buildOf(own, built);
  if (from !== null) addDeployment(own.run, from, id, evidence);
  else if (reference !== null)
    addDeployment(own.run, addForeignImage(own.run, reference, evidence), id, evidence);
  else {
    own.run.gap(
      `${resource.path}:${String(resource.block.startLine)}`,
      'unresolved',
      `the image of ${resource.address} is not literal`,
    );
  }
}

/** Follows docker_registry_image to docker_image; a reference that equals the name of one will do as well. */
function builder({ module }: ModuleRun, image: HclValue, reference: string | null): Resource | null {
  let at = module.referenced(image);
  // The provider split building from pushing; older configurations build in the registry resource itself.
  for (let steps = 0; at?.type === 'docker_registry_image' && steps < 10; steps += 1) {
    at =
      nested(at.block.body, 'build') === undefined ? module.referenced(attribute(at.block.body, 'name')) : at;
    if (at !== null && nested(at.block.body, 'build') !== undefined) return at;
  }
  if (at?.type === 'docker_image') return at;
  return reference === null ? null : module.named('docker_image', 'name', reference);
}

/** Image that a resource builds; null where the target does not hold what it is built from. */
export function buildOf(own: ModuleRun, resource: Resource): NodeId | null {
  // Several functions may share a build: its gap is told once.
  const before = own.built.get(resource.address);
  if (before !== undefined) return before;
  const image = readBuild(own, resource);
  own.built.set(resource.address, image);
  return image;
}

/** Null, with a gap, where the build takes its context from outside the target or from a value that needs Terraform. */
function readBuild(own: ModuleRun, resource: Resource): NodeId | null {
  const { run, module, images } = own;
  const build = nested(resource.block.body, 'build');
  if (build === undefined) return null;
  const where = `${resource.path}:${String(build.startLine)}`;
  const written = module.text(attribute(build.body, 'context'));
  const context = written === null ? null : relativeTo(module.folder, written);
  // Relative to the context, and `Dockerfile` where it is left out (terraform-provider-docker, docker_image).
  const file = attribute(build.body, 'dockerfile');
  const fileName = file === undefined ? 'Dockerfile' : module.text(file);
  const dockerfile = context === null || fileName === null ? null : relativeTo(context, fileName);
  if (context === null || dockerfile === null) {
    run.gap(
      where,
      'unresolved',
      `the build context of ${resource.address} is not a literal folder of this target`,
    );
    return null;
  }
  const reference = literal(own, resource, 'name');
  return applyBuild(
    run,
    images,
    { context, dockerfile, reference, evidence: evidenceOf(own, resource) },
    where,
  );
}

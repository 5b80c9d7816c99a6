import type { Evidence, NodeId } from '#model';
import type { SourceRun } from '../../source-run.ts';
import type { BuiltImage } from './images.ts';
import { attribute, type Resource, type TerraformModule } from './terraform-module.ts';

/** One folder of Terraform while its resources become facts. */
export interface ModuleRun {
  readonly run: SourceRun;
  readonly module: TerraformModule;
  readonly images: ReadonlyMap<string, BuiltImage>;
  /** Address of a build → its image; null where that could not be told, which was said once. */
  readonly built: Map<string, NodeId | null>;
}

/** The whole block: what is to be changed stands somewhere in it. */
export function evidenceOf({ run }: ModuleRun, resource: Resource): Evidence[] {
  return run.lines(resource.path, resource.block.startLine, resource.block.endLine);
}

/**
 * Text of an attribute; a gap where it is written but needs Terraform to be known. Redacted, since a literal may be
 * a key; null also where the attribute is not written, which is no gap.
 */
export function literal({ run, module }: ModuleRun, resource: Resource, name: string): string | null {
  const value = attribute(resource.block.body, name);
  const text = module.text(value);
  if (value !== undefined && text === null) {
    const line =
      resource.block.body.attributes.find((candidate) => candidate.name === name)?.line ??
      resource.block.startLine;
    run.gap(
      `${resource.path}:${String(line)}`,
      'unresolved',
      `${name} of ${resource.address} is not literal`,
    );
  }
  return text === null ? null : run.input.inspector.redact(text);
}

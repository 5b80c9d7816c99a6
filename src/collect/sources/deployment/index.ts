import type { FactBatch } from '#model';
import { UNREAD_REASONS } from '#model';
import type { Source, SourceDeclaration, SourceInput } from '../../source.ts';
import { parseSafely, startRun, type SourceRun } from '../../source-run.ts';
import { HclSyntaxError, readHcl } from './hcl.ts';
import { addImages, folderOf, readImages } from './images.ts';
import { addTerraform } from './terraform-facts.ts';
import { terraformModule, type TerraformFile } from './terraform-module.ts';

const declaration: SourceDeclaration = {
  name: 'deployment',
  plane: 'declared',
  targetKinds: ['tree'],
  needs: ['the working tree of a repository'],
  reads: [
    'Dockerfile, Containerfile, Dockerfile.*, *.Dockerfile',
    '*.tf with terraform.tfvars and *.auto.tfvars: aws_lambda_function, aws_lambda_function_url, aws_iam_role, aws_s3_bucket, aws_dynamodb_table, aws_ecr_repository, docker_image, docker_registry_image',
  ],
  enumerates: ['runs-as of a declared function whose role is literal (node:<id>)'],
  cannotSee: [
    'called modules, values that need Terraform to run, state and plans',
    'what policies grant: that comes from an account export',
    'compose files, Kubernetes manifests, CloudFormation, CDK',
  ],
  nodeKinds: [
    ...(['image', 'function', 'cloud-role', 'bucket', 'table', 'internet'] as const),
    ...(['api-key', 'access-key', 'token', 'certificate'] as const),
  ],
  edgeKinds: ['deployed-as', 'runs-as', 'exposes', 'has-secret'],
  loses: { by: UNREAD_REASONS, kinds: ['cloud-role'] },
};

/** What is built into which image, and what that image is deployed as, under which role. */
export const deployment: Source = { declaration, collect };

function collect(input: SourceInput): Promise<FactBatch> {
  const run = startRun(declaration, input);
  const images = readImages(run);
  // Folder by folder, as Terraform reads it; images last, since a module may say from where they are built.
  for (const [folder, paths] of terraformFolders(input.files.paths)) {
    const modules = paths.filter((path) => path.endsWith('.tf'));
    const files = readFiles(run, modules);
    const others = paths.filter((path) => path.endsWith('.json'));
    for (const path of others)
      run.gap(
        path,
        'unsupported',
        'Terraform in JSON is not read: it may set more of what the folder declares',
      );
    const settings = readFiles(run, paths.filter((path) => path.endsWith('.tfvars')).sort(bySettingOrder));
    const isWhole = others.length === 0 && files.length === modules.length;
    addTerraform(run, terraformModule(folder, files, settings, isWhole), images);
  }
  addImages(run, images);
  return Promise.resolve(run.batch());
}

/** Only the settings that Terraform loads by itself: any other may or may not be given to it. */
function terraformFolders(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    if (!/\.tf(\.json)?$|(^|\/)(terraform|[^/]+\.auto)\.tfvars$/.test(path)) continue;
    const folder = folderOf(path);
    const files = folders.get(folder);
    if (files === undefined) folders.set(folder, [path]);
    else files.push(path);
  }
  return folders;
}

/** terraform.tfvars first, then the automatic ones by name (Terraform, "Variable definition precedence"). */
function bySettingOrder(a: string, b: string): number {
  const isAutomatic = (path: string): number => Number(path.endsWith('.auto.tfvars'));
  return isAutomatic(a) - isAutomatic(b) || (a < b ? -1 : 1);
}

/** A file that is no HCL is a gap with its line and hides no other of its folder. */
function readFiles(run: SourceRun, paths: readonly string[]): readonly TerraformFile[] {
  return paths.flatMap((path) => {
    const text = run.text(path);
    if (text === null) return [];
    // The error is reduced to its reason on the way out; the line is caught before.
    let line: number | null = null;
    const read = parseSafely(() => {
      try {
        return readHcl(text);
      } catch (error) {
        if (error instanceof HclSyntaxError) line = error.line;
        throw error;
      }
    });
    if ('value' in read) return [{ path, body: read.value }];
    // One file that is not read hides no other of its folder.
    run.gap(line === null ? path : `${path}:${String(line)}`, read.reason, 'not readable as Terraform');
    return [];
  });
}

// What the shell needs to scan: open a target, run the sources over it, read the configuration. Everything else in this
// room belongs to one source, and sources do not import each other.
export {
  TARGET_KINDS,
  type Source,
  type SourceDeclaration,
  type SourceInput,
  type Target,
  type TargetFiles,
  type TargetKind,
} from './source.ts';
export { readChecked, readContentFile } from './content-file.ts';
export { collectTarget } from './collect-target.ts';
export { detectTarget, type DetectedTarget } from './detect-target.ts';
export { openTarget, type FileCounts, type OpenedTarget, type TargetLimits } from './target-files.ts';
export { type Configuration } from './sources/configuration/schema.ts';
export { isImplied } from './sources/code/recognise/credentials/implied-evidence.ts';
export { SOURCES } from './source-list.ts';
export { readConfiguration } from './sources/configuration/index.ts';
export type { YamlProblem } from './strict-yaml.ts';
export { parserWasmFiles } from './sources/code/wasm-files.ts';
export { awsExportScript } from './sources/aws-export/export-script.ts';

export {
  TARGET_KINDS,
  type Source,
  type SourceDeclaration,
  type SourceInput,
  type Target,
  type TargetFiles,
  type TargetKind,
} from './source.ts';

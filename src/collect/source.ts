import type { EdgeKind, FactBatch, Gap, NodeKind, Plane, Result } from '#model';
import type { Inspector } from '#inspect';

/** What a target is, decided once for the whole target: a fixture inside a tree never becomes a grant. */
export const TARGET_KINDS = ['tree', 'aws-export', 'telemetry', 'configuration'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** One thing that was named on the command line or in the configuration. */
export interface Target {
  /** Equal to the name; evidence and coverage refer to it. */
  readonly id: string;
  /** Stable name: the folder's base name, or what the configuration calls it. Part of every declared id, and unique in a scan. */
  readonly name: string;
  readonly kind: TargetKind;
}

/**
 * The files of one target, already walked: ignore rules obeyed, links out of the tree refused (with gaps), sizes bounded.
 * Reading is cached, so that several sources cost one read.
 */
export interface TargetFiles {
  /** Relative to the target, `/`-separated, sorted. */
  readonly paths: readonly string[];
  /** What of the target nobody can open: refused by the walk, or packed. Reported once, beside all sources. */
  readonly gaps: readonly Gap[];
  /** Strict UTF-8; anything else is a gap. */
  text(path: string): Result<string, Gap>;
  /** A path that is not in `paths` is refused, whatever lies there. */
  bytes(path: string): Result<Uint8Array, Gap>;
}

/** Everything a source may look at: it has no other way to the disk, the network or the clock. */
export interface SourceInput {
  readonly target: Target;
  readonly files: TargetFiles;
  /** Redacts and recognises secrets; every text that enters an attribute has passed through it. */
  readonly inspector: Inspector;
  /** No other target is read in the same run: what this one does not hold, nothing else can tell. Left out: others may be. */
  readonly isAlone?: boolean;
}

/** What a source says of itself; printed by `sightline sources`, held by the conformance test. */
export interface SourceDeclaration {
  /** The name of its folder. */
  readonly name: string;
  /** Every fact of a source is of one plane. */
  readonly plane: Plane;
  readonly targetKinds: readonly TargetKind[];
  /** Rights or files it needs, each one clause. */
  readonly needs: readonly string[];
  readonly reads: readonly string[];
  /** What it enumerates completely, and in which scope: the closed-world marks it may set. */
  readonly enumerates: readonly string[];
  /** Stands beside every result, so that silence is not read as absence. */
  readonly cannotSee: readonly string[];
  /** Kinds and edges that it may emit; the conformance test holds its cases to them. */
  readonly nodeKinds: readonly NodeKind[];
  readonly edgeKinds: readonly EdgeKind[];
  /**
   * What is lost with what it could not read: by gaps of which reasons, and assets of which kinds nobody else would then tell of.
   * No kinds where every loss already leaves the questions about its assets open.
   */
  readonly loses: { readonly by: readonly Gap['reason'][]; readonly kinds: readonly NodeKind[] };
}

/** One folder below sources/. Never throws on input: what it could not read is a gap in its coverage. */
export interface Source {
  readonly declaration: SourceDeclaration;
  collect(input: SourceInput): Promise<FactBatch>;
}

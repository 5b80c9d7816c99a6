import { UNREAD_REASONS, type EdgeKind, type FactBatch, type Gap, type NodeKind, type Result } from '#model';
import type { Inspector } from '#inspect';

/** Bytes that are no UTF-8 are replaced here and lose nothing; that spans are known to be missing does. */
export const LOST_RECORDS: readonly Gap['reason'][] = [
  ...UNREAD_REASONS.filter((reason) => reason !== 'not-text'),
  'not-handed-over',
];

/**
 * The contract of `Source` in the room collect, declared again by shape: runtime may not import collect, and the shell
 * that runs both holds one against the other when it compiles.
 */
export interface TelemetrySource {
  readonly declaration: {
    readonly name: string;
    readonly plane: 'observed';
    readonly targetKinds: readonly 'telemetry'[];
    readonly needs: readonly string[];
    readonly reads: readonly string[];
    readonly enumerates: readonly string[];
    readonly cannotSee: readonly string[];
    readonly nodeKinds: readonly NodeKind[];
    readonly edgeKinds: readonly EdgeKind[];
    readonly loses: { readonly by: readonly Gap['reason'][]; readonly kinds: readonly NodeKind[] };
  };
  collect(input: TelemetryInput): Promise<FactBatch>;
}

/** One target: files are read through the shell, and one that it cannot give is a gap. */
export interface TelemetryInput {
  readonly target: { readonly id: string; readonly name: string };
  readonly files: {
    readonly paths: readonly string[];
    /** What of the target nobody can open; reported by the shell. */
    readonly gaps: readonly Gap[];
    bytes(path: string): Result<Uint8Array, Gap>;
  };
  readonly inspector: Inspector;
}

import type { ColorChoice } from './terminal.ts';

/** What every command that scans takes. */
export interface ScanOptions {
  readonly config?: string;
  readonly format: 'table' | 'json';
  /** `format=path`, repeatable. */
  readonly output: readonly string[];
  /** ISO 8601; the machine's clock where absent. */
  readonly now?: string;
  readonly strict?: boolean;
  /** The table tells every open question and every gap by itself. */
  readonly all?: boolean;
  readonly color: ColorChoice;
  readonly width?: number;
}

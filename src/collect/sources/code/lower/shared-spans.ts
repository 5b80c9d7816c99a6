import type { Span } from '../ir.ts';

/** By line; one for all modules of the process. */
const LINES: (Span | undefined)[] = [];
/** Lines of any file that people write; what is generated makes its own. */
const MAX_SHARED_LINE = 50_000;

/** Most expressions stand on one line, and a third of all objects would be spans: all modules share those of one line. */
export class SharedSpans {
  private last: Span = { startLine: 0, endLine: 0 };

  of(startLine: number, endLine: number): Span {
    if (startLine === endLine && startLine < MAX_SHARED_LINE)
      return (LINES[startLine] ??= { startLine, endLine });
    const { last } = this;
    if (last.startLine === startLine && last.endLine === endLine) return last;
    return (this.last = { startLine, endLine });
  }
}

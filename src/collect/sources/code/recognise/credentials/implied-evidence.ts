import type { Evidence } from '#model';

const BEFORE = 'taken from the environment by ';
const BEHIND = ' itself';

/** The clause beside a place that names no variable, because the library called there knows its name. */
export function byLibrary(library: string): string {
  return `${BEFORE}${library}${BEHIND}`;
}

/** Whether the place only implies the credential: no name of it is written there. */
export function isImplied({ source, note }: Evidence): boolean {
  return source === 'code' && note?.startsWith(BEFORE) === true && note.endsWith(BEHIND);
}

/**
 * docs/architecture.md, exit codes. A finding is not a failure of `scan`: gating is the business of `ci`. 1, a gate that failed, belongs to
 * `ci` and is never used by what is here; 130 is the shell's word for a process that SIGINT ended. Content of the installation that does not load is
 * internal: its user did not write it, and a scan without it would report nothing found.
 */
export const EXIT = { done: 0, usage: 2, incomplete: 3, internal: 4 } as const;

/** The caller can mend it: a wrong argument, a file that is not there, a configuration that does not parse. */
export class UsageError extends Error {}

import * as z from 'zod';
import { Paths, Symbols } from './schema-parts.ts';

/** A call that makes a client, a session or settings of one: which arguments say as whom, where and to whom it speaks. */
export const ClientEntry = z.strictObject({
  symbols: Symbols,
  /** Any of them that is given goes before the credentials that its process would find. */
  credentials: Paths.default([]),
  endpoint: Paths.default([]),
  region: Paths.default([]),
  /** Another client, or settings, that it takes over where it says nothing itself. */
  takes: Paths.default([]),
  /** What it says holds for every client of the program. */
  isDefault: z.boolean().default(false),
});

export type ClientEntry = z.infer<typeof ClientEntry>;

/** What a provider of credentials gives: what its process would find itself, or those of a role that is assumed. */
export const CredentialEntry = z.strictObject({
  symbols: Symbols,
  gives: z.enum(['own', 'role']),
  /** The role's ARN, where it gives a role's. */
  role: Paths.default([]),
  /** The operation that the call is handed, where others can be. */
  command: z.strictObject({ at: z.string(), symbol: z.string() }).optional(),
  /** With any of these it gives something else. */
  without: Paths.default([]),
});

export type CredentialEntry = z.infer<typeof CredentialEntry>;

/**
 * Variables that stand for what the process finds itself: a client that is handed their values is told nothing new. A program that
 * sets one of them changes what all its clients find.
 */
export const OwnVariables = z.strictObject({
  credentials: z.array(z.string()),
  /** Where the process finds an identity beside its keys: files, and roles that it takes by a token. */
  sources: z.array(z.string()).default([]),
  region: z.array(z.string()),
  /** Addresses of services; `AWS_ENDPOINT_URL` also stands for those of one service, `AWS_ENDPOINT_URL_S3`. */
  endpoint: z.array(z.string()).default([]),
  /** Of the package itself: the session that its clients are made of. */
  session: z.array(z.string()).default([]),
});

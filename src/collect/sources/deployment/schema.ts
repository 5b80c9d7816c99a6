import * as z from 'zod';

/** Values that are only right in one of a few spellings. */
export const AuthorizationType = z.enum(['NONE', 'AWS_IAM']);
/** Twelve digits: a placeholder must not become part of an ARN. */
export const AccountId = z.string().regex(/^\d{12}$/);

import { z } from 'zod';

/** Values that are only right in one of a few spellings. */
export const AuthorizationType = z.enum(['NONE', 'AWS_IAM']);
export const AccountId = z.string().regex(/^\d{12}$/);

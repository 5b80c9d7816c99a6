import type { Decorator, Expr, Parameter } from '../ir.ts';

/** What a language says of a function; its body is lowered when the scope is open. */
export interface FunctionParts {
  readonly name: string | null;
  readonly params: readonly Parameter[];
  /** Name under which the function knows its object; null where it has none. */
  readonly receiver: string | null;
  readonly returnType: string | null;
  readonly doc: string | null;
  readonly decorators: readonly Decorator[];
  readonly isAsync: boolean;
  readonly isGetter?: true | undefined;
  /** Lowers the body; what it gives back, where it is an expression, is returned. */
  readonly body: () => Expr | null;
}

/** What a language says of a class. Bases are lowered before its scope is opened, since they are evaluated outside. */
export interface ClassParts {
  readonly name: string;
  readonly bases: readonly Expr[];
  readonly decorators: readonly Decorator[];
  readonly doc: string | null;
  readonly exported: boolean;
  readonly body: () => void;
}

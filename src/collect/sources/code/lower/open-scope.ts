import type {
  Assignment,
  Branch,
  ClassIr,
  Expr,
  FunctionIr,
  Guard,
  HostCheck,
  Parameter,
  Scope,
  Span,
} from '../ir.ts';

/** A scope while its body is being lowered. */
export interface OpenScope extends Omit<Scope, 'checks' | 'decides' | 'holdsRecords'> {
  readonly params: readonly Parameter[];
  readonly assignments: Assignment[];
  readonly functions: FunctionIr[];
  readonly classes: ClassIr[];
  readonly returns: Expr[];
  readonly returnGuards: (readonly Guard[])[];
  /** Made when the first name is declared: most scopes have none. */
  declared: Set<string> | null;
  /** Of a class: fields without a value. */
  annotated: { readonly name: string; readonly span: Span }[] | null;
  /** Made when the first is read. */
  branches: Branch[] | null;
  /** The innermost statement that is being lowered and may be passed over, or be left before its end. */
  around: Span | null;
  checks: HostCheck[] | null;
  decides: boolean;
  holdsRecords: boolean;
  /** Python: `global` and `nonlocal` names. */
  outerNames: Set<string> | null;
  /** What the class that encloses the scope collects: `self.x`. */
  readonly attributes: Assignment[] | null;
  readonly enclosing: string | null;
  /** Spelling of the receiver in this language and function; null where there is none. */
  readonly receiver: string | null;
}

/** A scope to which what is rare may still be added. */
export type ClosingScope = { -readonly [K in keyof Scope]: Scope[K] };

/** `for key, value in object.items()`, as long as neither name is given anything else. */
export interface CopiedObject {
  readonly key: string;
  readonly value: string;
  readonly object: Expr;
  /** The body is one statement. */
  readonly isAll: boolean;
}

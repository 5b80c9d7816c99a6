import type { FunctionIr, ModuleIr, Parameter } from '../../ir.ts';

/** A function that runs when a tool is called, where it stands. */
export interface Body {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
}

/** Parameters that a framework fills in itself. */
function isInjected(param: Parameter, skips: readonly string[]): boolean {
  // Frameworks tell by annotation; these names go without one by custom.
  if (['self', 'cls', 'ctx', 'context'].includes(param.name) && param.type === null) return true;
  const type = param.type ?? '';
  return [...skips, 'Injected'].some((skip) => new RegExp(`\\b${skip}`).test(type));
}

/** The parameters whose values the model chooses. */
export function modelGiven(body: Body, skips: readonly string[]): readonly Parameter[] {
  // One object holds all that the model gives; what follows is the framework's.
  if (body.module.language === 'typescript') return body.fn.params.slice(0, 1);
  return body.fn.params.filter((param) => param.name !== 'self' && !isInjected(param, skips));
}

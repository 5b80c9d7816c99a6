/** The method that Python calls for `a | b`, and under which such an expression is a call here. */
export const PIPED = '__or__';

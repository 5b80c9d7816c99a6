/** `1 agent`, `8 agents`, `1 line is`, `3 lines are`: a number with what it counts. `many` where an s is not enough. */
export function counted(count: number, one: string, many = plural(one)): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

/** English, as far as names of kinds need it. */
function plural(one: string): string {
  return /[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`;
}

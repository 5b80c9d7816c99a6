/** Methods of lists, sets, maps and dictionaries that put something in; those of the languages are known to the last. */
const WRITING =
  /^(append|appendleft|extend|extendleft|insert|add|push|unshift|splice|fill|copyWithin|update|symmetric_difference_update|setdefault|set|__\w+__)$/;

/** Functions that read what they are handed, or copy it. */
const READERS = new RegExp(
  [
    String.raw`^builtins\.(print|repr|str|type|id|bool|isinstance|issubclass|hasattr|len|hash|dir|list|tuple|set|frozenset|dict|sorted|reversed|enumerate|zip|map|filter|any|all|sum|min|max|iter|next|format)$`,
    String.raw`^globalThis#(String|Boolean|Map|Set|structuredClone|Promise\.all|console\.\w+|JSON\.stringify|Array\.(from|isArray|of)|Object\.(keys|values|entries|freeze|fromEntries|getOwnPropertyNames|hasOwn))$`,
    String.raw`^(logging|json|pprint|copy|itertools|inspect|warnings|collections|statistics)\..*`,
    String.raw`(^|.*[.#])(log|logger|console)\.\w+$`,
  ].join('|'),
);

/** Whether a method, called or taken as a value, puts something into what it belongs to. */
export function putsInto(method: string): boolean {
  return WRITING.test(method);
}

/** Whether a function outside the program, by its one spelling, puts nothing into a list that it is handed. */
export function isReader(symbol: string): boolean {
  return READERS.test(symbol);
}

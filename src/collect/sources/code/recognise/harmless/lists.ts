import { LOOKERS } from './lookers.ts';

/** Methods of lists, sets, maps and dictionaries that put something in; those of the languages are known to the last. */
const WRITING =
  /^(append|appendleft|extend|extendleft|insert|add|push|unshift|splice|fill|copyWithin|update|symmetric_difference_update|setdefault|set|__\w+__)$/;

/**
 * Methods of the frameworks' agents and of LangChain's runnables that run them, say something of them, or give another agent.
 * https://openai.github.io/openai-agents-python/ref/agent/, https://reference.langchain.com/python/langchain_core/runnables/
 */
const AGENT_METHODS =
  /^_*(a?(invoke|stream|batch|run|call|generate|transform|respond|plan|iter|dict|json|save|copy|apply|validate)|as_?|to_?|a?get_?|is_?|has_?|list_?|with_|without|on|off|once|emit|a?update_?[Ss]tate|clone|compile|pipe|pick|assign|bind|map|config|name|model_|lookup|process|clear|close|draw)/;
/** Whatever else it does, it is about what the agent may call. */
const GIVES_TOOLS =
  /(^|_)(add|register|set|bind|with|update|attach|load|use|enable|extend)\w*(tool|server|plugin|skill)|^register/i;

/** Functions that read what they are handed, or copy it. */
const READERS = new RegExp(
  [
    `^(${LOOKERS})$`,
    String.raw`^builtins\.(list|tuple|set|frozenset|dict|sorted|reversed|enumerate|zip|map|filter|any|all|sum|min|max|iter|next|format)$`,
    String.raw`^globalThis#(Map|Set|structuredClone|Promise\.all|JSON\.stringify|Array\.(from|isArray|of)|Object\.(keys|values|entries|freeze|fromEntries|getOwnPropertyNames|hasOwn))$`,
    String.raw`^(logging|json|pprint|copy|itertools|inspect|warnings|collections|statistics)\..*`,
    String.raw`(^|.*[.#])(log|logger|console)\.\w+$`,
  ].join('|'),
);

/** Whether a method, called or taken as a value, puts something into what it belongs to. */
export function putsInto(method: string): boolean {
  return WRITING.test(method);
}

/** Whether a method of this name may give the agent that it is called on another tool. */
export function addsToAgent(method: string): boolean {
  return GIVES_TOOLS.test(method) || !AGENT_METHODS.test(method);
}

/** Whether a function outside the program, by its one spelling, puts nothing into a list that it is handed. */
export function isReader(symbol: string): boolean {
  return READERS.test(symbol);
}

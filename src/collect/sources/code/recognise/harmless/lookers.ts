/** Functions of the languages that say something of what they are handed, and neither keep it nor call it: a regular expression. */
export const LOOKERS = [
  String.raw`builtins\.(print|repr|str|type|id|bool|isinstance|issubclass|hasattr|callable|len|hash|vars|dir)`,
  String.raw`globalThis#(String|Boolean|console\.\w+)`,
].join('|');

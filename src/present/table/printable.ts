/** What makes a terminal do something, and what turns the direction of a text. */
const UNSAFE = /\p{Cc}|\p{Bidi_Control}/gu;

const ESCAPE = String.fromCharCode(27);
/** The painter's own sequences: bold, dim, four colours, and their ends (ECMA-48, "Select Graphic Rendition"). */
const PAINT = new RegExp(`(${ESCAPE}\\[(?:1|2|22|31|32|33|36|39)m)`);

/** Line feeds are ours; every text of a stranger has lost its own by then. */
function visible(found: string): string {
  return found === '\n' ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A text as a terminal may be given it. Names, paths and details are written by strangers: an escape sequence in one of them could
 * clear the screen, hide a finding or set the clipboard. It is shown as it would be written in a program.
 */
export function printable(text: string): string {
  // With one group, every second part of the split is the painter's.
  return text
    .split(PAINT)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(UNSAFE, visible)))
    .join('');
}

/** A stranger's text that stands on one line, whatever line ends are in it. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

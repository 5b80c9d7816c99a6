import { PLAIN, type Painter } from './painter.ts';

/** What makes a terminal do something, and what turns the direction of a text. */
const UNSAFE = /\p{Cc}|\p{Bidi_Control}/gu;

const ESCAPE = String.fromCharCode(27);

/** Line feeds are ours; every text of a stranger has lost its own by then. */
function visible(found: string): string {
  return found === '\n' ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A text as a terminal may be given it. Names, paths and details are written by strangers: an escape sequence in one of them could
 * clear the screen, dim a finding or set the clipboard. It is shown as it would be written in a program. Colours pass that the painter
 * of this very run made: no stranger knows its mark.
 */
export function printable(text: string, { mark }: Pick<Painter, 'mark'> = PLAIN): string {
  const parts = mark === null ? [text] : text.split(mark);
  return parts.map((part) => part.replace(UNSAFE, visible)).join(ESCAPE);
}

/** A stranger's text that stands on one line, whatever line ends are in it. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

import { firstLine, linesIn } from './ask';

export async function printLines(text: string) {
  const found = await linesIn(text);
  console.log(JSON.stringify(found));
  if (found.lines.length > 3) console.log('long');
}

export async function isLong(text: string) {
  const line = await firstLine(text);
  if (line === '') return false;
  return true;
}

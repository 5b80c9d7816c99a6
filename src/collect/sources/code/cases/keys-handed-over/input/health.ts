import 'ai';

/** Conditions read what other modules hand over, and keys that are listed. */
export function problems() {
  const found: string[] = [];
  if (!process.env.SKY_API_KEY) found.push('no weather');
  if (!process.env.TAVILY_API_KEY) found.push('no search');
  while (process.env['LIBRARY_SORTER_KEY'] === undefined) return found;
  return process.env.LIBRARY_UNUSED_API_KEY ? found : [];
}

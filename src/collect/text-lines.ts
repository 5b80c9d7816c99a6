/** 1-based lines of UTF-16 offsets, for evidence. */
export function lineFinder(text: string): (offset: number) => number {
  // Once per text; each question is then a binary search, since a large file is asked about thousands of times.
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

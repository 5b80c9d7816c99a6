/** `2026-11-20 23:31` of an ISO 8601 time. */
function minuteText(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/** `2026-11-20 23:31 to 23:40 UTC`: the day once where it is one, one time where both are within a minute. */
export function minutesText(from: string, to: string): string {
  const [start, end] = [minuteText(from), minuteText(to)];
  if (start === end) return `${start} UTC`;
  const isOneDay = start.slice(0, 10) === end.slice(0, 10);
  return `${start} to ${isOneDay ? end.slice(11) : end} UTC`;
}

/** `traces 2026-11-20 23:31, access log 11:58 UTC`: each day once as long as it stays the same. Names end in a blank, where there are any. */
export function endsText(ends: readonly { readonly name: string; readonly time: string }[]): string {
  const told = ends.map(({ name, time }, index) => {
    const text = minuteText(time);
    const before = ends[index - 1];
    const isSameDay = before !== undefined && text.slice(0, 10) === before.time.slice(0, 10);
    return `${name}${isSameDay ? text.slice(11) : text}`;
  });
  return `${told.join(', ')} UTC`;
}

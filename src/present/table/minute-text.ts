/** `2026-11-20 23:31` of an ISO 8601 time. */
export function minuteText(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/** `2026-11-20 23:31 to 23:40 UTC`: the day once where it is one, one time where both are within a minute. */
export function minutesText(from: string, to: string): string {
  const [start, end] = [minuteText(from), minuteText(to)];
  if (start === end) return `${start} UTC`;
  const isOneDay = start.slice(0, 10) === end.slice(0, 10);
  return `${start} to ${isOneDay ? end.slice(11) : end} UTC`;
}

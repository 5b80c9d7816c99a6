/**
 * Whether an IPv4 or IPv6 address lies in a network, in CIDR notation or bare. Anything that is not both well formed is not
 * in it; families never mix, an IPv4 address in IPv6 form is IPv6.
 */
export function inNetwork(address: string, network: string): boolean {
  const slash = network.indexOf('/');
  const base = parseAddress(slash === -1 ? network : network.slice(0, slash));
  const bytes = parseAddress(address);
  if (base === null || bytes === null || base.length !== bytes.length) return false;
  // Without a prefix the address itself is meant: /32, or /128 for IPv6 (condition operators reference).
  const prefix = slash === -1 ? '' : network.slice(slash + 1);
  const bits = slash === -1 ? base.length * 8 : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  if (bits < 0 || bits > base.length * 8) return false;
  for (let i = 0; i < bits; i += 1) {
    const mask = 128 >> (i % 8);
    const at = i >> 3;
    if (((base[at] ?? 0) & mask) !== ((bytes[at] ?? 0) & mask)) return false;
  }
  return true;
}

function parseAddress(text: string): readonly number[] | null {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): readonly number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return parts.map(Number);
}

/** 16 bytes (RFC 4291 section 2.2): at most one `::`, the last 32 bits perhaps in dotted form. */
function parseV6(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groups(halves[0] ?? '');
  const tail = halves.length === 2 ? groups(halves[1] ?? '') : [];
  if (head === null || tail === null) return null;
  const gap = 16 - head.length - tail.length;
  if (halves.length === 2 ? gap < 0 : gap !== 0) return null;
  return [...head, ...new Array<number>(gap).fill(0), ...tail];
}

/** null where a group is neither one to four hex digits nor an IPv4 address. */
function groups(text: string): number[] | null {
  if (text === '') return [];
  const bytes: number[] = [];
  for (const group of text.split(':')) {
    const v4 = group.includes('.') ? parseV4(group) : null;
    if (v4 !== null) bytes.push(...v4);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) bytes.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 255);
    else return null;
  }
  return bytes;
}

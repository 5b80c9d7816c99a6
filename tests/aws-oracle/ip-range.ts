/**
 * Is the address inside the CIDR range? A range without a prefix is that one address.
 * reference_policies_elements_condition_operators.html#Conditions_IPAddress (which says /32; for IPv6 that
 * would be a third of the address, so one address is taken to be meant there too).
 */
export function addressIsIn(address: string, range: string): boolean {
  const [base = '', prefix] = range.split('/');
  const wanted = bitsOf(base);
  const given = bitsOf(address);
  if (wanted === null || given?.length !== wanted.length) return false;
  const length = prefix === undefined ? wanted.length : Number(prefix);
  return given.slice(0, length) === wanted.slice(0, length);
}

/** 32 or 128 characters of 0 and 1; null for what is no address. */
function bitsOf(address: string): string | null {
  return address.includes(':') ? bitsOfVersion6(address) : bitsOfVersion4(address);
}

function bitsOfVersion4(address: string): string | null {
  const bytes = address.split('.');
  if (bytes.length !== 4 || !bytes.every((byte) => /^\d{1,3}$/u.test(byte) && Number(byte) < 256))
    return null;
  return bytes.map((byte) => Number(byte).toString(2).padStart(8, '0')).join('');
}

function bitsOfVersion6(address: string): string | null {
  const [head = '', tail, ...more] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - before.length - after.length;
  if (more.length > 0 || missing < 0 || (tail === undefined && missing > 0)) return null;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/iu.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}

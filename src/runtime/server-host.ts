// Private, loopback, link-local and shared address space (RFC 1918, 1122, 3927, 6598); names that never resolve in public
// (RFC 6761, 6762, 8375) and those that clusters and clouds use inside.
const PRIVATE_V4 =
  /^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const INTERNAL_NAME = /(^|\.)(localhost|local|internal|cluster\.local|svc|lan|home\.arpa)$/;

/** Whether a host is one of the outside world: a name with a dot that is not reserved for inside, or a public address. */
export function isOutside(server: string): boolean {
  const host = server.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  if (/^[0-9.]+$/.test(host)) return !PRIVATE_V4.test(host);
  // Global unicast IPv6 is 2000::/3 (RFC 4291 section 2.4): addresses that begin with 2 or 3.
  if (host.includes(':') || host.startsWith('[')) return /^\[?[23]/.test(host);
  return host.includes('.') && !INTERNAL_NAME.test(host);
}

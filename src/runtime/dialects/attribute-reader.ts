import type { AttributeMap, TelemetrySpan } from '../otlp/telemetry-span.ts';
import type { ContentPart, ContentRole } from '../telemetry-event.ts';

/** The first of the named attributes that is a text with something in it. */
export function textOf(attributes: AttributeMap, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = attributes.get(key);
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return null;
}

/** The first of the named attributes that is a count. */
export function countOf(attributes: AttributeMap, ...keys: readonly string[]): number | null {
  for (const key of keys) {
    const value = attributes.get(key);
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  }
  return null;
}

/** server.address with its port, where the port is not that of HTTPS. */
export function serverOf(attributes: AttributeMap): string | null {
  const address = textOf(attributes, 'server.address');
  if (address === null) return null;
  const port = countOf(attributes, 'server.port');
  return port === null || port === 443 ? address : `${address}:${String(port)}`;
}

/** Status ERROR of OTLP, or error.type, which the conventions set on failed operations alone. */
export function failed(span: TelemetrySpan): boolean {
  return span.statusCode === 2 || span.attributes.has('error.type');
}

/** Content under exact keys, by role. */
export type ContentKeys = Readonly<Partial<Record<ContentRole, readonly string[]>>>;

/** The parts that are there, in the order of the keys; values of any type, since some SDKs send JSON as text. */
export function contentOf(attributes: AttributeMap, keys: ContentKeys): ContentPart[] {
  return (Object.entries(keys) as [ContentRole, readonly string[]][]).flatMap(([role, names]) =>
    names.flatMap((name) => {
      const value = attributes.get(name);
      return value === undefined ? [] : [{ role, value }];
    }),
  );
}

import type { AttributeValue } from '#model';

/** An attribute as a person reads it: lists joined by commas, maps as key=value. */
export function attributeText(value: AttributeValue): string {
  if (value === null) return 'none';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.join(', ');
  return Object.entries(value)
    .map(([key, one]) => `${key}=${String(one)}`)
    .join(', ');
}

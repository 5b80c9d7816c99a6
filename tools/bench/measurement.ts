/** One figure held to what the project promises. */
export interface Measurement {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** null where the figure is told and nothing is promised of it. */
  readonly budget: { readonly bound: 'at most' | 'at least'; readonly value: number } | null;
}

/** What has no budget cannot break one. */
export function isWithin({ figure, budget }: Measurement): boolean {
  if (budget === null) return true;
  return budget.bound === 'at most' ? figure <= budget.value : figure >= budget.value;
}

export function verdictOf(measurement: Measurement): string {
  if (measurement.budget === null) return '';
  return isWithin(measurement) ? 'ok' : 'over';
}

export function budgetOf({ budget, unit }: Measurement): string {
  return budget === null ? '' : `${budget.bound} ${rounded(budget.value)} ${unit}`.trim();
}

/** Three significant digits, thousands apart. */
export function rounded(figure: number): string {
  return Number(figure.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 3 });
}

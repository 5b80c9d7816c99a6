import { settingIn } from '#model';
import { accountsOf } from '../merge/asset-matcher.ts';
import { factsOf, valuesOf, type Draft } from '../merge/draft.ts';

/** Accounts and environments in which an asset was seen or is declared to be; empty where nothing says it. */
interface Setting {
  readonly accounts: readonly string[];
  readonly environments: readonly string[];
  /** Environments are telemetry's own words and not those of the vocabulary. */
  readonly verbatim: boolean;
}

/** Values of the attribute `environment`: what telemetry writes may be any other word for one of them. */
const ENVIRONMENTS: readonly string[] = ['production', 'staging', 'development', 'test'];

function settingOf(draft: Draft, slot: number): Setting {
  const seen = factsOf(draft, slot).map((fact) => settingIn(fact.id));
  const accounts = [...seen.flatMap(({ account }) => account ?? []), ...accountsOf(draft, slot)];
  const written = seen.flatMap(({ environment }) => environment ?? []);
  const declared = valuesOf(draft, slot, 'environment').filter((value) => typeof value === 'string');
  return { accounts, environments: written.length > 0 ? written : declared, verbatim: written.length > 0 };
}

/** Where it is said of both and no value is shared. */
function differ(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((one) => b.includes(one));
}

/**
 * Whether two assets of one name are known to be in different accounts or environments: they are then two, however equal their
 * names. `prod` of telemetry and `production` of the configuration are not known to differ.
 */
export function areElsewhere(draft: Draft, one: number, other: number): boolean {
  const [a, b] = [settingOf(draft, one), settingOf(draft, other)];
  if (differ(a.accounts, b.accounts)) return true;
  const comparable = a.verbatim === b.verbatim;
  const known = (all: readonly string[]): readonly string[] =>
    comparable ? all : all.filter((value) => ENVIRONMENTS.includes(value));
  return differ(known(a.environments), known(b.environments));
}

/** Whether telemetry told nothing of where it saw the asset. */
export function isUnsettled(draft: Draft, slot: number): boolean {
  const { accounts, environments } = settingOf(draft, slot);
  return accounts.length === 0 && environments.length === 0;
}

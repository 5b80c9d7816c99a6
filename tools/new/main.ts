import { newRule } from './rule.ts';
import { newSource } from './source.ts';

const USAGE = 'usage: npm run new source <name>, or: npm run new rule <family> <id>';

function run(what: string, ...names: readonly string[]): { readonly ok: boolean; readonly said: string } {
  const [first = '', second = ''] = names;
  if (what === 'source') return newSource(process.cwd(), first);
  return what === 'rule' ? newRule(process.cwd(), first, second) : { ok: false, said: USAGE };
}

const [what = '', ...names] = process.argv.slice(2);
const { ok, said } = run(what, ...names);
(ok ? process.stdout : process.stderr).write(`${said}\n`);
process.exitCode = ok ? 0 : 2;

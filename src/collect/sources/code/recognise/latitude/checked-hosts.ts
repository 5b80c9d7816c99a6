import type { Expr } from '../../ir.ts';
import { lookUp, type Binding } from '../../resolve/bindings.ts';
import type { Located } from '../../resolve/resolver.ts';
import { isBound } from '../calls/called-things.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** Characters that are kept of an expression that is not followed. */
const UNKNOWN_CHARACTERS = 80;
/** Names that stand for addresses of addresses: more is not written. */
const MAX_STEPS = 4;
const HOST = /^(?:host|hostname)$/;
/** A whole name of a host, with its port; nothing that stands for several. */
const WHOLE = /^(?!\.)[a-z\d.-]+(?::\d+)?$/i;
const URL_HOST = /^(?:new URL\((\w+)\)|(\w+))\.(?:host|hostname)$/;
/** Calls that put something into a set or a list. */
const ADDS: ReadonlySet<string> = new Set(['add', 'push', 'unshift', 'splice', 'concat', 'fill']);

/** What leaves the function where it holds: a host that is none of a list, or not the one. */
interface Check {
  /** Of what the host is asked: an address, or a host. */
  readonly of: string;
  readonly isHost: boolean;
  readonly list: string | null;
  readonly hosts: readonly string[];
}

/** Null for anything else: a prefix, a suffix or a pattern lets hosts through that nobody wrote. */
function checkOf(text: string): Check | null {
  const asked = (of: string): Pick<Check, 'of' | 'isHost'> | null => {
    const [, made, held] = URL_HOST.exec(of) ?? [];
    if (made !== undefined || held !== undefined) return { of: made ?? held ?? '', isHost: false };
    return /^\w+$/.test(of) ? { of, isHost: true } : null;
  };
  const [, list, inside] = /^!\s*(\w+)\.(?:has|includes)\(\s*(.+?)\s*\)$/s.exec(text) ?? [];
  if (list !== undefined && inside !== undefined) {
    const subject = asked(inside);
    return subject === null ? null : { ...subject, list, hosts: [] };
  }
  const [, left, , host] = /^(.+?)\s*!==?\s*(['"])([\w.:-]+)\2$/s.exec(text) ?? [];
  const subject = left === undefined ? null : asked(left);
  return subject === null || host === undefined ? null : { ...subject, list: null, hosts: [host] };
}

/** `(a || b)` leaves where either holds: behind it neither does. What is joined otherwise is not read. */
function checksIn(asks: string): readonly Check[] {
  const inner = /^\((.*)\)$/s.exec(asks.trim())?.[1] ?? asks;
  return /&&|\?/.test(inner) ? [] : inner.split('||').flatMap((one) => checkOf(one.trim()) ?? []);
}

function bindingOf({ module, scope }: Located, name: string): Binding | null {
  const binding = lookUp(module, scope, name);
  if (binding === null || binding.members.size > 0 || binding.appends.length > 0) return null;
  // What is set again is another value.
  return binding.sets.length + (binding.param === null ? 0 : 1) === 1 ? binding : null;
}

/** The address that `new URL(name)` is made of. */
function urlMadeOf(at: Located, expr: Expr): Expr | null {
  const [only, ...more] = expr.kind === 'call' ? expr.args : [];
  const isUrl =
    expr.kind === 'call' && expr.isNew && expr.callee.kind === 'name' && expr.callee.name === 'URL';
  return isUrl && only !== undefined && more.length === 0 && !isBound(at.module, at.scope, 'URL')
    ? only
    : null;
}

/** What an address is in the end: the same for a text and for the URL that is made of it alone; null where it may change. */
function addressRoot(at: Located, step = 0): Binding | null {
  const { expr } = at;
  if (step > MAX_STEPS) return null;
  const made = urlMadeOf(at, expr);
  if (made !== null) return addressRoot(within(at, made), step + 1);
  if (expr.kind === 'member' && expr.property === 'href')
    return addressRoot(within(at, expr.object), step + 1);
  const { callee } = expr.kind === 'call' ? expr : { callee: null };
  if (callee?.kind === 'member' && callee.property === 'toString')
    return addressRoot(within(at, callee.object), step + 1);
  if (expr.kind !== 'name') return null;
  const binding = bindingOf(at, expr.name);
  const [set] = binding?.sets ?? [];
  const value = set === undefined ? null : urlMadeOf(at, set.value);
  return value === null || set === undefined
    ? binding
    : addressRoot({ module: at.module, scope: set.scope, expr: value }, step + 1);
}

/** The address of which a check asks the host. */
function checkedRoot(at: Located, { of, isHost }: Check): Binding | null {
  const name: Expr = { kind: 'name', name: of, span: at.expr.span };
  if (!isHost) return addressRoot(within(at, name));
  const [set] = bindingOf(at, of)?.sets ?? [];
  if (set?.value.kind !== 'member' || !HOST.test(set.value.property)) return null;
  return addressRoot({ module: at.module, scope: set.scope, expr: set.value.object });
}

/** Hosts that a list or set holds, all of them written down; null where it may hold others. */
function hostsOf(recognition: Recognition, at: Located, name: string): readonly string[] | null {
  const { resolver, program } = recognition;
  const list: Located = within(at, { kind: 'name', name, span: at.expr.span });
  if (bindingOf(at, name) === null && lookUp(at.module, at.scope, name)?.imports.length !== 1) return null;
  const isAdded = [...program.modules.values()].some(({ callSites }) =>
    callSites.some(
      ({ name: called, call: { callee } }) =>
        called !== null &&
        ADDS.has(called) &&
        callee.kind === 'member' &&
        callee.object.kind === 'name' &&
        callee.object.name === name,
    ),
  );
  const found = resolver.value(list).at;
  const isSet = isCall(found) && found.expr.callee.kind === 'name' && found.expr.callee.name === 'Set';
  const [inner] = isSet ? found.expr.args : [];
  const items = resolver.list(inner === undefined ? list : within(found, inner));
  if (isAdded || items === null || !items.complete || items.maybe.size > 0) return null;
  const texts = items.items.map((item) => resolver.value(item));
  const hosts = texts.flatMap((one) => (one.kind === 'known' ? [String(one.value)] : []));
  return hosts.length === texts.length ? hosts : null;
}

/**
 * Hosts to which a call can go by what its own function asked before: the address that it goes to, by an `if` that every way to the
 * call has passed and that left where the host was none of those written down. Null where nothing of that kind was asked.
 */
export function checkedHosts(
  recognition: Recognition,
  call: LocatedCall,
  url: Located,
): readonly string[] | null {
  const checks = call.module.scopes[call.scope]?.checks ?? [];
  // A URL of somebody else's may have any host.
  if (checks.length === 0 || isBound(call.module, call.scope, 'URL')) return null;
  const place = call.module.callSites.findIndex((site) => site.call === call.expr);
  const root = addressRoot(url);
  if (root === null) return null;
  for (const { asks, from } of checks) {
    if (place < from) continue;
    for (const check of checksIn(asks)) {
      if (checkedRoot(within(call, url.expr), check) !== root) continue;
      const hosts = check.list === null ? check.hosts : hostsOf(recognition, call, check.list);
      if (hosts !== null && hosts.length > 0 && hosts.every((host) => WHOLE.test(host)))
        return hosts.map((host) => host.replace(/:\d+$/, '').toLowerCase());
    }
  }
  return null;
}

/** Hosts that an expression asks for of the address in a name: it is true of no other. Null where it asks anything else. */
export function hostAsked(recognition: Recognition, at: Located, name: string): readonly string[] | null {
  const { expr } = at;
  const isPlain = !isBound(at.module, at.scope, 'URL');
  const hosts = !isPlain
    ? null
    : expr.kind === 'unknown'
      ? hostCompared(expr.text, name)
      : hostListed(recognition, at, name);
  return hosts !== null && hosts.length > 0 && hosts.every((host) => WHOLE.test(host))
    ? hosts.map((host) => host.replace(/:\d+$/, '').toLowerCase())
    : null;
}

/** `new URL(name).hostname === 'host'`, as it is kept of what is not followed. */
function hostCompared(text: string, name: string): readonly string[] | null {
  const [, made, , host] = /^new URL\((\w+)\)\.host(?:name)?\s*===?\s*(['"])([\w.:-]+)\2$/.exec(text) ?? [];
  // What was cut off may say more.
  return made === name && host !== undefined && text.length < UNKNOWN_CHARACTERS ? [host] : null;
}

/** `list.includes(new URL(name).hostname)`. */
function hostListed(recognition: Recognition, at: Located, name: string): readonly string[] | null {
  const { expr } = at;
  const [asked, ...more] = expr.kind === 'call' ? expr.args : [];
  const callee = expr.kind === 'call' ? expr.callee : null;
  if (callee?.kind !== 'member' || callee.object.kind !== 'name' || !/^(has|includes)$/.test(callee.property))
    return null;
  if (asked?.kind !== 'member' || !HOST.test(asked.property) || more.length > 0) return null;
  const made = urlMadeOf(at, asked.object);
  return made?.kind === 'name' && made.name === name ? hostsOf(recognition, at, callee.object.name) : null;
}

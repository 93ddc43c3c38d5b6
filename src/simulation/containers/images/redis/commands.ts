import { collectionCommands } from './collectionCommands.ts';
import type { Keyspace, Value } from './keyspace.ts';
import { array, bulk, bulks, error, integer, type Reply, status } from './resp.ts';

/** A command that only touches the keys of one database. */
export interface KeyCommand {
  /** Words with the name; negative where more may follow, as in redis' own table. */
  readonly arity: number;
  readonly writes: boolean;
  readonly run: (keys: Keyspace, words: readonly string[], nowMs: number) => Reply;
}

const wrongType = error('WRONGTYPE Operation against a key holding the wrong kind of value');
const notAnInteger = error('ERR value is not an integer or out of range');
const ok = status('OK');

const strings: readonly (readonly [string, KeyCommand])[] = [
  ['GET', { arity: 2, writes: false, run: (keys, [, key = '']) => textOf(keys.get(key), bulk) }],
  ['SET', { arity: -3, writes: true, run: set }],
  ['SETNX', { arity: 3, writes: true, run: (keys, [, key = '', text = '']) => setNew(keys, key, text) }],
  [
    'SETEX',
    {
      arity: 4,
      writes: true,
      run: (keys, [, key = '', s = '', text = ''], now) => set(keys, ['', key, text, 'EX', s], now),
    },
  ],
  ['APPEND', { arity: 3, writes: true, run: append }],
  [
    'STRLEN',
    {
      arity: 2,
      writes: false,
      run: (keys, [, key = '']) => textOf(keys.get(key), (text) => integer(text?.length ?? 0)),
    },
  ],
  [
    'MGET',
    { arity: -2, writes: false, run: (keys, [, ...names]) => array(names.map((name) => textOf(keys.get(name), bulk))) },
  ],
  ['INCR', { arity: 2, writes: true, run: (keys, [, key = '']) => add(keys, key, '1', 1) }],
  ['DECR', { arity: 2, writes: true, run: (keys, [, key = '']) => add(keys, key, '1', -1) }],
  ['INCRBY', { arity: 3, writes: true, run: (keys, [, key = '', by = '']) => add(keys, key, by, 1) }],
  ['DECRBY', { arity: 3, writes: true, run: (keys, [, key = '', by = '']) => add(keys, key, by, -1) }],
];

const whole: readonly (readonly [string, KeyCommand])[] = [
  [
    'DEL',
    {
      arity: -2,
      writes: true,
      run: (keys, [, ...names]) => integer(names.filter((name) => keys.get(name) && keys.delete(name)).length),
    },
  ],
  [
    'EXISTS',
    { arity: -2, writes: false, run: (keys, [, ...names]) => integer(names.filter((name) => keys.get(name)).length) },
  ],
  [
    'KEYS',
    {
      arity: 2,
      writes: false,
      run: (keys, [, pattern = '*']) => bulks(keys.keys().filter((key) => globMatches(pattern, key))),
    },
  ],
  ['DBSIZE', { arity: 1, writes: false, run: (keys) => integer(keys.keys().length) }],
  ['TYPE', { arity: 2, writes: false, run: (keys, [, key = '']) => status(keys.get(key)?.kind ?? 'none') }],
  ['FLUSHDB', { arity: -1, writes: true, run: flush }],
  ['FLUSHALL', { arity: -1, writes: true, run: flush }],
  ['EXPIRE', { arity: -3, writes: true, run: (keys, [, key = '', s = ''], now) => expire(keys, key, s, 1000, now) }],
  ['PEXPIRE', { arity: -3, writes: true, run: (keys, [, key = '', ms = ''], now) => expire(keys, key, ms, 1, now) }],
  ['PERSIST', { arity: 2, writes: true, run: persist }],
  ['TTL', { arity: 2, writes: false, run: (keys, [, key = ''], now) => timeLeft(keys, key, 1000, now) }],
  ['PTTL', { arity: 2, writes: false, run: (keys, [, key = ''], now) => timeLeft(keys, key, 1, now) }],
];

const table: ReadonlyMap<string, KeyCommand> = new Map([...strings, ...whole, ...collectionCommands]);

/** The command of that name, in any case. */
export function keyCommandOf(name: string): KeyCommand | undefined {
  return table.get(name.toUpperCase());
}

function textOf(value: Value | undefined, reply: (text: string | undefined) => Reply): Reply {
  return value && value.kind !== 'string' ? wrongType : reply(value?.text);
}

function set(keys: Keyspace, words: readonly string[], nowMs: number): Reply {
  const [, key = '', text = '', ...options] = words;
  let expiresMs: number | undefined;
  for (let i = 0; i < options.length; i++) {
    const option = options[i]?.toUpperCase();
    if (option === 'EX' || option === 'PX') {
      const amount = Number(options[++i]);
      if (!Number.isInteger(amount)) return notAnInteger;
      if (amount <= 0) return error("ERR invalid expire time in 'set' command");
      expiresMs = nowMs + amount * (option === 'EX' ? 1000 : 1);
    } else if (option === 'NX' || option === 'XX') {
      if ((keys.get(key) !== undefined) === (option === 'NX')) return bulk(undefined);
    } else return error('ERR syntax error');
  }
  keys.set(key, { kind: 'string', text });
  keys.expireAt(key, expiresMs);
  return ok;
}

function flush(keys: Keyspace): Reply {
  keys.clear();
  return ok;
}

function setNew(keys: Keyspace, key: string, text: string): Reply {
  if (keys.get(key)) return integer(0);
  keys.set(key, { kind: 'string', text });
  return integer(1);
}

function append(keys: Keyspace, [, key = '', text = '']: readonly string[]): Reply {
  const value = keys.get(key) ?? { kind: 'string' as const, text: '' };
  if (value.kind !== 'string') return wrongType;
  value.text += text;
  keys.changed(key, value, text.length);
  return integer(value.text.length);
}

function add(keys: Keyspace, key: string, by: string, sign: 1 | -1): Reply {
  const value = keys.get(key) ?? { kind: 'string' as const, text: '0' };
  if (value.kind !== 'string') return wrongType;
  const sum = Number(value.text) + sign * Number(by);
  if (!/^-?\d+$/.test(value.text) || !/^-?\d+$/.test(by) || !Number.isSafeInteger(sum)) return notAnInteger;
  const growth = String(sum).length - value.text.length;
  value.text = String(sum);
  keys.changed(key, value, growth);
  return integer(sum);
}

function expire(keys: Keyspace, key: string, amount: string, unitMs: number, nowMs: number): Reply {
  if (!/^-?\d+$/.test(amount)) return notAnInteger;
  if (!keys.get(key)) return integer(0);
  keys.expireAt(key, nowMs + Number(amount) * unitMs);
  return integer(1);
}

function persist(keys: Keyspace, [, key = '']: readonly string[]): Reply {
  if (keys.expiryOf(key) === undefined) return integer(0);
  keys.expireAt(key, undefined);
  return integer(1);
}

function timeLeft(keys: Keyspace, key: string, unitMs: number, nowMs: number): Reply {
  if (!keys.get(key)) return integer(-2);
  const expiresMs = keys.expiryOf(key);
  return integer(expiresMs === undefined ? -1 : Math.round((expiresMs - nowMs) / unitMs));
}

/** redis' patterns in their usual form: `*` and `?`. Steps are bounded by the lengths of both. */
function globMatches(pattern: string, text: string): boolean {
  let p = 0;
  let star = -1;
  let mark = 0;
  for (let t = 0; t < text.length; ) {
    if (pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

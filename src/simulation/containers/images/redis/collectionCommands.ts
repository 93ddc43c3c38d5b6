import type { KeyCommand } from './commands.ts';
import { itemOverheadBytes, type Keyspace, type Value } from './keyspace.ts';
import { bulk, bulks, error, integer, type Reply } from './resp.ts';

type Kind = Exclude<Value['kind'], 'string'>;
type OfKind<K extends Kind> = Extract<Value, { kind: K }>;

const empty: { readonly [K in Kind]: () => OfKind<K> } = {
  list: () => ({ kind: 'list', items: [] }),
  set: () => ({ kind: 'set', members: new Set() }),
  hash: () => ({ kind: 'hash', fields: new Map() }),
};

/** Does something with a key's list, set or hash (an empty one where there is none): WRONGTYPE for another kind. */
function withKind<K extends Kind>(keys: Keyspace, key: string, kind: K, work: (value: OfKind<K>) => Reply): Reply {
  const value = keys.get(key) ?? empty[kind]();
  return value.kind === kind
    ? work(value as OfKind<K>)
    : error('WRONGTYPE Operation against a key holding the wrong kind of value');
}

const bytesOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length + itemOverheadBytes, 0);

const push =
  (end: 'left' | 'right'): KeyCommand['run'] =>
  (keys, [, key = '', ...items]) =>
    withKind(keys, key, 'list', (list) => {
      if (end === 'left') list.items.unshift(...items.toReversed());
      else list.items.push(...items);
      keys.changed(key, list, bytesOf(items));
      return integer(list.items.length);
    });

const pop =
  (end: 'left' | 'right'): KeyCommand['run'] =>
  (keys, [, key = '']) =>
    withKind(keys, key, 'list', (list) => {
      const item = end === 'left' ? list.items.shift() : list.items.pop();
      if (item !== undefined) keys.changed(key, list, -bytesOf([item]));
      return bulk(item);
    });

const range: KeyCommand['run'] = (keys, [, key = '', from = '', to = '']) =>
  withKind(keys, key, 'list', ({ items }) => {
    const [first, last] = [Number(from), Number(to)];
    if (!Number.isInteger(first) || !Number.isInteger(last)) {
      return error('ERR value is not an integer or out of range');
    }
    const begin = first < 0 ? Math.max(0, items.length + first) : first;
    return bulks(items.slice(begin, last < 0 ? items.length + last + 1 : last + 1));
  });

const lrem: KeyCommand['run'] = (keys, [, key = '', count = '0', item = '']) =>
  withKind(keys, key, 'list', (list) => {
    const wanted = Math.abs(Number(count)) || list.items.length;
    let removed = 0;
    for (let left = list.items.length; left > 0 && removed < wanted; left--) {
      const at = Number(count) < 0 ? list.items.lastIndexOf(item) : list.items.indexOf(item);
      if (at < 0) break;
      list.items.splice(at, 1);
      removed += 1;
    }
    if (removed > 0) keys.changed(key, list, -removed * bytesOf([item]));
    return integer(removed);
  });

const sadd: KeyCommand['run'] = (keys, [, key = '', ...members]) =>
  withKind(keys, key, 'set', (set) => {
    const added = [...new Set(members)].filter((member) => !set.members.has(member));
    for (const member of added) set.members.add(member);
    if (added.length > 0) keys.changed(key, set, bytesOf(added));
    return integer(added.length);
  });

const srem: KeyCommand['run'] = (keys, [, key = '', ...members]) =>
  withKind(keys, key, 'set', (set) => {
    const removed = members.filter((member) => set.members.delete(member));
    if (removed.length > 0) keys.changed(key, set, -bytesOf(removed));
    return integer(removed.length);
  });

const hset: KeyCommand['run'] = (keys, [, key = '', ...pairs]) =>
  withKind(keys, key, 'hash', (hash) => {
    if (pairs.length % 2 === 1) return error("ERR wrong number of arguments for 'hset' command");
    let added = 0;
    let growth = 0;
    for (let i = 0; i < pairs.length; i += 2) {
      const [field = '', text = ''] = pairs.slice(i, i + 2);
      const before = hash.fields.get(field);
      if (before === undefined) added += 1;
      growth += before === undefined ? bytesOf([field + text]) : text.length - before.length;
      hash.fields.set(field, text);
    }
    keys.changed(key, hash, growth);
    return integer(added);
  });

const hdel: KeyCommand['run'] = (keys, [, key = '', ...fields]) =>
  withKind(keys, key, 'hash', (hash) => {
    const removed = fields.flatMap((field) => {
      const text = hash.fields.get(field);
      return text !== undefined && hash.fields.delete(field) ? [field + text] : [];
    });
    if (removed.length > 0) keys.changed(key, hash, -bytesOf(removed));
    return integer(removed.length);
  });

const of =
  <K extends Kind>(kind: K, answer: (value: OfKind<K>, argument: string) => Reply): KeyCommand['run'] =>
  (keys, [, key = '', argument = '']) =>
    withKind(keys, key, kind, (value) => answer(value, argument));

/** Commands on lists, sets and hashes. */
export const collectionCommands: readonly (readonly [string, KeyCommand])[] = [
  ['LPUSH', { arity: -3, writes: true, run: push('left') }],
  ['RPUSH', { arity: -3, writes: true, run: push('right') }],
  ['LPOP', { arity: 2, writes: true, run: pop('left') }],
  ['RPOP', { arity: 2, writes: true, run: pop('right') }],
  ['LRANGE', { arity: 4, writes: false, run: range }],
  ['LLEN', { arity: 2, writes: false, run: of('list', ({ items }) => integer(items.length)) }],
  ['LREM', { arity: 4, writes: true, run: lrem }],
  ['SADD', { arity: -3, writes: true, run: sadd }],
  ['SREM', { arity: -3, writes: true, run: srem }],
  ['SMEMBERS', { arity: 2, writes: false, run: of('set', ({ members }) => bulks(members)) }],
  ['SISMEMBER', { arity: 3, writes: false, run: of('set', ({ members }, one) => integer(members.has(one) ? 1 : 0)) }],
  ['SCARD', { arity: 2, writes: false, run: of('set', ({ members }) => integer(members.size)) }],
  ['HSET', { arity: -4, writes: true, run: hset }],
  ['HDEL', { arity: -3, writes: true, run: hdel }],
  ['HGET', { arity: 3, writes: false, run: of('hash', ({ fields }, field) => bulk(fields.get(field))) }],
  ['HGETALL', { arity: 2, writes: false, run: of('hash', ({ fields }) => bulks([...fields].flat())) }],
  ['HLEN', { arity: 2, writes: false, run: of('hash', ({ fields }) => integer(fields.size)) }],
];

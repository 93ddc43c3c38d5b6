import type { DnsAnswer, DnsRecord } from '../../../../api/dns.ts';
import type { CorefileWords } from './corefileWords.ts';
import { readDuration, readInteger } from './goText.ts';
import type { MakeHandler } from './serving.ts';
import { isInZone, readZone } from './zones.ts';

type Kind = 'success' | 'denial';

/** How answers of one kind are kept. */
interface Keeping {
  readonly entries: number;
  readonly maxTtlS: number;
  readonly minTtlS: number;
  /** The zones that are not kept. */
  readonly disabled: readonly string[];
}

export interface CacheConfiguration {
  readonly zones: readonly string[];
  readonly success: Keeping;
  readonly denial: Keeping;
  readonly servfailS: number;
}

const defaultEntries = 9984;
const minTtlS = 5;

/** Reads the lines of `cache` (https://coredns.io/plugins/cache/). */
export function readCache(words: CorefileWords, blockZones: readonly string[]): CacheConfiguration {
  const line = words.nextUse() ?? [];
  const first = readInteger(line[0] ?? '');
  const ttl = typeof first === 'number' ? first : undefined;
  if (ttl !== undefined && ttl <= 0) words.refuse(`cache TTL can not be zero or negative: ${ttl}`);
  const zones = line.slice(ttl === undefined ? 0 : 1).flatMap((word) => readZone(word) ?? []);
  const keeping = { entries: defaultEntries, minTtlS, disabled: [] };
  const configuration = {
    zones: zones.length > 0 ? zones : blockZones,
    success: { ...keeping, maxTtlS: ttl ?? 3600 },
    denial: { ...keeping, maxTtlS: ttl ?? 1800 },
    servfailS: minTtlS,
  };
  for (const [name, values] of words.block()) readProperty(words, configuration, name, values);
  if (words.nextUse()) words.refuse('this plugin can only be used once per Server Block');
  return configuration;
}

function readProperty(
  words: CorefileWords,
  configuration: { success: Keeping; denial: Keeping; servfailS: number },
  name: string,
  values: readonly string[],
): void {
  const [value] = values;
  if (name === 'success' || name === 'denial') {
    const numbers = values.map(readInteger);
    const wrong = numbers.find((number) => typeof number === 'string');
    const [entries, max, min] = numbers as number[];
    if (entries === undefined) words.failCount();
    else if (wrong !== undefined) words.refuse(String(wrong));
    else if (max !== undefined && max <= 0) words.refuse(`cache TTL can not be zero or negative: ${max}`);
    else {
      const before = configuration[name];
      configuration[name] = { ...before, entries, maxTtlS: max ?? before.maxTtlS, minTtlS: min ?? before.minTtlS };
    }
  } else if (name === 'disable') {
    const zones = values.slice(1).flatMap((word) => readZone(word) ?? []);
    const disabled = zones.length > 0 ? zones : ['.'];
    if (value === 'success' || value === 'denial') configuration[value] = { ...configuration[value], disabled };
    else if (value === undefined) words.failCount();
    else words.refuse(`cache type for disable must be "success" or "denial"`);
  } else if (name === 'servfail') {
    const ms = readDuration(value ?? '');
    if (typeof ms === 'string') words.refuse(ms);
    else configuration.servfailS = ms / 1000;
  } else if (name !== 'prefetch' && name !== 'serve_stale' && name !== 'keepttl') words.failCount();
}

/** An answer that is kept. */
interface Entry {
  readonly answer: DnsAnswer;
  readonly kind: Kind;
  readonly ttlS: number;
  readonly storedMs: number;
}

/** What the cache has done, for its metrics. */
export interface CacheFigures {
  readonly hits: Record<Kind, number>;
  readonly entries: Record<Kind, number>;
  misses: number;
}

/**
 * Keeps answers for as long as they say, within bounds. Answers of a zone that is not to be kept pass as they are, also those that
 * say they are good for longer.
 */
export function serveCache(configuration: CacheConfiguration, figures: CacheFigures): MakeHandler {
  return (next, serving) => {
    const entries = new Map<string, Entry>();
    const forget = (key: string, { kind }: Entry) => {
      entries.delete(key);
      figures.entries[kind] -= 1;
    };
    const keep = (key: string, entry: Entry) => {
      const before = entries.get(key);
      if (before) forget(key, before);
      // The one that was kept first makes room.
      for (const [oldest, other] of entries) {
        if (figures.entries[entry.kind] < configuration[entry.kind].entries) break;
        if (other.kind === entry.kind) forget(oldest, other);
      }
      entries.set(key, entry);
      figures.entries[entry.kind] += 1;
    };
    return function* (request) {
      const { question } = request;
      const name = question.name.toLowerCase();
      if (!configuration.zones.some((zone) => isInZone(name, zone))) return yield* next(request);
      const key = `${question.class} ${question.type} ${name}`;
      const known = entries.get(key);
      const leftS = known ? known.ttlS - Math.floor((serving.nowMs() - known.storedMs) / 1000) : 0;
      if (known && leftS > 0) {
        figures.hits[known.kind] += 1;
        // Some clients throw away what is not authoritative.
        return { answer: { ...withTtl(known.answer, leftS), authoritative: true }, writtenBy: 'cache' };
      }
      figures.misses += 1;
      const outcome = yield* next(request);
      const { answer, writtenBy } = outcome;
      const kind = kindOf(answer);
      if (writtenBy === undefined || !kind) return outcome;
      const { disabled, maxTtlS, minTtlS: leastS } = configuration[kind];
      if (disabled.some((zone) => isInZone(name, zone))) return outcome;
      const isFailure = answer.status === 'SERVFAIL';
      const ttlS = isFailure ? configuration.servfailS : Math.min(maxTtlS, Math.max(leastS, shortestTtl(answer)));
      if (ttlS <= 0) return outcome;
      keep(key, { answer, kind, ttlS, storedMs: serving.nowMs() });
      return { ...outcome, answer: withTtl(answer, ttlS), writtenBy: 'cache' };
    };
  };
}

function kindOf({ status, answers }: DnsAnswer): Kind | undefined {
  if (status === 'NOERROR') return answers.length > 0 ? 'success' : 'denial';
  return status === 'NXDOMAIN' || status === 'SERVFAIL' ? 'denial' : undefined;
}

function shortestTtl({ answers, authority, additional }: DnsAnswer): number {
  const records: readonly DnsRecord[] = [...answers, ...authority, ...additional];
  if (records.length === 0) return minTtlS;
  return Math.min(
    ...records.map((record) => (record.type === 'SOA' ? Math.min(record.ttl, record.minimum) : record.ttl)),
  );
}

function withTtl(answer: DnsAnswer, ttl: number): DnsAnswer {
  const set = (records: readonly DnsRecord[]) => records.map((record) => ({ ...record, ttl }));
  const { answers, authority, additional } = answer;
  return { ...answer, answers: set(answers), authority: set(authority), additional: set(additional) };
}

import { formatLabelQuery, matchesLabels, parseLabelSelector, queryOf } from '../../src/api/labels.ts';
import { parseCronSchedule } from '../../src/api/batch/cronSchedule.ts';
import { nextCronTime } from '../../src/api/batch/nextCronTime.ts';
import { formatTime, parseTime } from '../../src/api/time.ts';
import {
  configKey,
  dns1035Name,
  dnsLabel,
  dnsSubdomain,
  httpHeaderName,
  labelValueText,
  type NameCheck,
  portName,
  qualifiedName,
  strictEnvVarName,
} from '../../src/api/names.ts';
import { formatQuantity, readQuantity, scaledInteger } from '../../src/api/quantity.ts';
import { sameValue } from '../../src/api/sameValue.ts';
import { qosClass } from '../../src/api/qosClass.ts';
import { rollingBounds } from '../../src/api/apps/rollingBounds.ts';
import { expandVariables } from '../../src/api/expandVariables.ts';
import { newReplicaSetSize } from '../../src/simulation/controllers/deployment/rollingNumbers.ts';
import type { Pod } from '../../src/api/generated/objects.ts';
import { hpaNormalizeAnswer } from './hpaNormalize.ts';
import { hpaReplicasAnswer } from './hpaReplicas.ts';
import { type Fact, readFacts } from './oracleCases.ts';
import type { Tallies } from './tally.ts';

type Question = Fact['q'];

const nameChecks: Readonly<Record<string, NameCheck>> = {
  configmapkey: configKey,
  dns1035label: dns1035Name,
  dns1123label: dnsLabel,
  dns1123subdomain: dnsSubdomain,
  envvar: strictEnvVarName,
  header: httpHeaderName,
  labelvalue: labelValueText,
  portname: portName,
  qualified: qualifiedName,
};

/** What we answer to a question of each sort; only a sort's part that this room knows is compared. */
const sorts: Readonly<Record<string, (q: Question, a: Fact['a']) => boolean>> = {
  quantity: (q, a) => sameValue(quantityAnswer(String(q.s)), a),
  names: (q, a) => sameValue(nameChecks[String(q.kind)]?.(String(q.s)), a.errors ?? []),
  selectors: (q, a) => sameValue(selectorAnswer(q), a),
  'label-selectors': (q, a) => sameValue(objectSelectorAnswer(q), a),
  expand: (q, a) => {
    const env = q.env as Record<string, string>;
    return expandVariables(String(q.s), (name) => (Object.hasOwn(env, name) ? env[name] : undefined)) === a.out;
  },
  qos: (q, a) => qosClass((q.pod as Pod).spec) === a.qosClass,
  rolling: (q, a) => {
    const { problem, ...bounds } = boundsAsked(q);
    return sameValue({ ...bounds, ...(problem !== undefined && { error: problem }) }, a);
  },
  newrs: (q, a) => {
    const own = Number(q.newReplicas);
    const total = (q.oldReplicas as number[]).reduce((sum, size) => sum + size, own);
    return newReplicaSetSize(Number(q.replicas), boundsAsked(q).maxSurge, { total, own }) === a.newReplicas;
  },
  'hpa-replicas': (q, a) => sameValue(hpaReplicasAnswer(q), a),
  'hpa-normalize': (q, a) => sameValue(hpaNormalizeAnswer(q), a),
  cron: (q, a) => {
    const schedule = parseCronSchedule(String(q.schedule));
    if (typeof schedule === 'string') return schedule === a.error;
    const next: string[] = [];
    let timeMs = parseTime(String(q.from));
    while (timeMs !== undefined && next.length < Number(q.n)) {
      timeMs = nextCronTime(schedule, timeMs);
      if (timeMs !== undefined) next.push(formatTime(timeMs));
    }
    return a.error === undefined && sameValue(next, a.next);
  },
};

/** Compares the recorded facts, sort by sort. */
export function compareFacts(tallies: Tallies): void {
  for (const [sort, agrees] of Object.entries(sorts))
    for (const { q, a } of readFacts(sort)) tallies.count(sort, agrees(q, a), () => JSON.stringify({ q, a }));
}

function quantityAnswer(text: string): unknown {
  const read = readQuantity(text);
  if (typeof read === 'string') return { error: read };
  const [milliValue, value] = [`${scaledInteger(read, -3)}`, `${scaledInteger(read, 0)}`];
  return { canonical: formatQuantity(read), milliValue, value };
}

function selectorAnswer(q: Question): unknown {
  const { query, problem } = parseLabelSelector(String(q.s));
  if (problem !== undefined) return { error: problem };
  return { matches: matchesLabels(query, q.labels as Record<string, string>), string: formatLabelQuery(query) };
}

function objectSelectorAnswer(q: Question): unknown {
  const selector = q.selector as Parameters<typeof queryOf>[0] | null;
  const { query, problem } = selector ? queryOf(selector) : { query: [] };
  if (problem !== undefined) return { error: problem };
  const matches = selector !== null && matchesLabels(query, q.labels as Record<string, string>);
  return { matches, string: formatLabelQuery(query) };
}

function boundsAsked(q: Question) {
  return rollingBounds(Number(q.replicas), q.maxSurge as number | string, q.maxUnavailable as number | string);
}

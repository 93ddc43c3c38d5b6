import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { oracleFolder } from '../oracleCases.ts';
import type { SetMetrics } from './standInMetrics.ts';
import { type Story, storyOf, type TraceChange } from './story.ts';

/** One recorded run of the real controllers. */
export interface RecordedTrace {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly atMs: number; readonly command: string }[];
  readonly pace: Pace;
  /** Of a run with an autoscaler: what was measured from when on, and when it was over. */
  readonly metrics?: readonly { readonly atMs: number; readonly now: SetMetrics }[];
  readonly endMs?: number;
  /** What kubectl printed of autoscalers meanwhile; see `shownText`. */
  readonly looks?: readonly { readonly atMs: number; readonly command: string; readonly shown: string }[];
  readonly story: Story;
}

/**
 * How long after its ReplicaSet was scaled each Pod was ready, in milliseconds; null for never. By ReplicaSet, in the order of
 * their creation.
 */
export type Pace = readonly (readonly (number | null)[])[];

interface RecordedChange extends TraceChange {
  /** Seconds. */
  readonly t: number;
  readonly ready?: boolean;
}

/** The runs that are about Deployments, Jobs and DaemonSets and their Pods, about Services, and about autoscalers. */
const wanted = /^(adopt-pods|delete-cascade|delete-orphan|ds-all-nodes|hpa-.*|job-.*|roll-.*|scale-down-order|sched-default-spread|svc-.*)$/;

/** Only what changes something is played again. */
const changes = /^kubectl (apply|label|delete|set|scale|rollout (pause|resume|undo|restart))\b/;

/** The packed traces beside this file or, with `ORACLE_DIR` set, those of a folder of recorded answers. */
export function readTraces(): readonly RecordedTrace[] {
  const folder = oracleFolder && path.join(oracleFolder, 'traces');
  if (folder && existsSync(folder)) {
    return readdirSync(folder)
      .filter((name) => wanted.test(name))
      .map((name) => readTrace(folder, name));
  }
  return lines(readFileSync(new URL('./traces.jsonl', import.meta.url), 'utf8')).map(
    (line) => JSON.parse(line) as RecordedTrace,
  );
}

function readTrace(folder: string, name: string): RecordedTrace {
  const read = (file: string) => readFileSync(path.join(folder, name, file), 'utf8');
  const files = readdirSync(path.join(folder, name)).filter((file) => file.endsWith('.yaml'));
  const taken = read('steps.txt');
  const steps = [...taken.matchAll(/^ *([\d.]+) \$ (.*)$/gm)]
    .map(([, seconds, command]) => ({ atMs: Math.round(Number(seconds) * 1000), command: command as string }))
    .filter(({ command }) => changes.test(command));
  const recorded = lines(read('timeline.jsonl')).map((line) => JSON.parse(line) as RecordedChange);
  return {
    name,
    files: Object.fromEntries(files.map((file) => [file, read(file)])),
    steps,
    pace: paceOf(recorded),
    ...(name.startsWith('hpa-') && { ...metricsOf(taken), ...looksIn(taken) }),
    story: storyOf(recorded, JSON.parse(read('final.json'))),
  };
}

/** What there was in the end was looked at so long after the last command. */
const lookAfterMs = 500;

/** What kubectl printed, without times, ages, and the widths of columns that follow from them. */
export function shownText(printed: string): string {
  const lines = printed.split('\n').map((line) =>
    line
      .trim()
      .replace(/^CreationTimestamp: .*/, 'CreationTimestamp:')
      .replace(/of Pod [a-z0-9-]+/, 'of a Pod')
      .replace(/(?<= )(\d+[hms])+(?= |$)/g, 'AGE')
      .replace(/ {2,}/g, '  '),
  );
  return lines.filter((line) => line !== '').join('\n');
}

function looksIn(steps: string): Pick<RecordedTrace, 'looks'> {
  const blocks = steps.matchAll(/^ *([\d.]+) \$ (kubectl (?:get|describe) .*)\n((?: {8}.*\n?)*)/gm);
  const looks = [...blocks].map(([, seconds, command = '', printed = '']) => ({
    atMs: Math.round(Number(seconds) * 1000),
    command,
    shown: shownText(printed),
  }));
  return { looks };
}

function metricsOf(steps: string): Pick<RecordedTrace, 'metrics' | 'endMs'> {
  const atMs = (seconds: string | undefined) => Math.round(Number(seconds) * 1000);
  const metrics = [...steps.matchAll(/^ *([\d.]+) metrics now: (.*)$/gm)].map(([, seconds, text = '']) => ({
    atMs: atMs(seconds),
    now: JSON.parse(text) as SetMetrics,
  }));
  return { metrics, endMs: atMs([...steps.matchAll(/^ *([\d.]+) /gm)].at(-1)?.[1]) + lookAfterMs };
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function paceOf(recorded: readonly RecordedChange[]): Pace {
  const sets = [...new Set(recorded.filter(({ kind }) => kind === 'ReplicaSet').map(({ name }) => name))];
  return sets.map((set) =>
    recorded
      .filter(({ kind, type, name }) => kind === 'Pod' && type === 'ADDED' && name.startsWith(`${set}-`))
      .map(({ name, t }) => {
        const ready = recorded.find((change) => change.kind === 'Pod' && change.name === name && change.ready);
        return ready ? Math.round((ready.t - scaledBefore(recorded, set, t)) * 1000) : null;
      }),
  );
}

/** When a ReplicaSet got the size that a Pod was made for; where that was long ago, the Pod replaces another one. */
function scaledBefore(recorded: readonly RecordedChange[], set: string, t: number): number {
  let [size, at] = [-1, t];
  for (const change of recorded) {
    if (change.kind !== 'ReplicaSet' || change.name !== set || change.t > t) continue;
    if (change.replicas !== size) at = change.t;
    size = change.replicas ?? 0;
  }
  return t - at > 1 ? t : at;
}

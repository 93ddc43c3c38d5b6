import type { WrittenContainer } from '../../facts/podTemplate.ts';
import type { AppliedManifest } from '../applying.ts';
import { containersOf, type Evidence, podsOf } from '../evidence.ts';
import type { TrialRemark } from '../noteMaker.ts';
import type { ContainerLife, PodLife } from '../podLife.ts';
import { counted, ordinal, spanText } from '../spans.ts';
import { crashRemark } from './crashes.ts';
import { pullRemark } from './pulls.ts';

/** One container in one Pod. */
export interface ContainerSight {
  readonly written: WrittenContainer;
  readonly life: ContainerLife;
  readonly pod: PodLife;
}

/** Says of each container when it starts and is ready, or what becomes of it instead. */
export function containerNotes(evidence: Evidence, manifest: AppliedManifest): TrialRemark[] {
  const pods = podsOf(evidence, manifest);
  return containersOf(manifest).flatMap((written) => {
    if (written.name === '') return [];
    const sights = pods.flatMap((pod) => {
      const life = pod.containers.get(written.name);
      return life ? [{ written, life, pod }] : [];
    });
    const remark = troubleOf(evidence, sights) ?? startRemark(evidence, sights);
    return remark ? [remark] : [];
  });
}

/** What is wrong in the first Pod that shows it, and in how many. */
function troubleOf(evidence: Evidence, sights: readonly ContainerSight[]): TrialRemark | undefined {
  const remarks = sights.flatMap((sight) => {
    const remark = pullRemark(evidence, sight) ?? crashRemark(evidence, sight);
    return remark ? [remark] : [];
  });
  const [first] = remarks;
  if (!first || sights.length === 1) return first;
  const extent = remarks.length === sights.length ? `all ${sights.length}` : `${remarks.length} of ${sights.length}`;
  return { ...first, detail: `${first.detail} So it is in ${extent} Pods of this manifest.` };
}

function startRemark(evidence: Evidence, sights: readonly ContainerSight[]): TrialRemark | undefined {
  // A Pod that has been scaled away ends its containers, which says nothing of them.
  const present = sights.filter(({ pod }) => !pod.isGone && pod.pod.metadata.deletionTimestamp === undefined);
  const started = (present.length > 0 ? present : sights).find(({ life }) => life.startsMs.length > 0);
  if (!started) return undefined;
  const { written, life, pod } = started;
  const startMs = life.startsMs[0] ?? 0;
  const place = placeOf(pod, life);
  const order = pod.containers.size > 1 ? `started ${ordinal(place)}` : 'started';
  const base = { path: [...written.path, 'name'], severity: 'info', code: 'start' } as const;
  const others = startOrder(pod)
    .map(({ name, startsMs }) => `${name} after ${spanText(startsMs[0] ?? 0)}`)
    .join(', ');
  const all = `Started in Pod ${pod.name}: ${others}.${extentOf(sights)}`;
  const end = life.ends[0];
  if (written.role === 'init') {
    if (!end) {
      const title = `${order}, after ${spanText(startMs)}; has not ended`;
      const detail = `This init container still runs after ${spanText(evidence.witness.nowMs)}, and nothing behind it starts before it has ended with exit code 0. ${all}`;
      return { ...base, severity: 'error', code: 'init-never-ends', title, detail };
    }
    const title = `${order}, after ${spanText(startMs)}; ends after ${spanText(end.atMs - startMs)}`;
    return {
      ...base,
      title,
      detail: `This init container ends with exit code 0; the next one starts after it. ${all}`,
    };
  }
  if (end && !life.isRunning && end.exitCode === 0) {
    const title = `${order}, after ${spanText(startMs)}; ends after ${spanText(end.atMs - startMs)}`;
    return { ...base, title, detail: `It ends with exit code 0. ${all}` };
  }
  if (life.readyMs === undefined) {
    const title = `${order}, after ${spanText(startMs)}; never ready`;
    const detail = `It runs, and is not ready within ${spanText(evidence.witness.nowMs)}: see its probes. ${all}`;
    return { ...base, severity: 'warning', code: 'never-ready', title, detail };
  }
  const isAtOnce = life.readyMs - startMs < 100;
  const title = isAtOnce
    ? `${order} and ready after ${spanText(startMs)}`
    : `${order} after ${spanText(startMs)}, ready after ${spanText(life.readyMs)}`;
  const isServer = written.role === 'app' && pod.pod.spec?.restartPolicy === 'Always';
  const unprobed = isServer
    ? ' Without a readiness probe it counts as ready as soon as it runs, whether it can answer or not.'
    : '';
  const why = written.value.readinessProbe ? ' It counts as ready once its readiness probe passes.' : unprobed;
  return { ...base, title, detail: `${all}${why}` };
}

function startOrder(pod: PodLife): ContainerLife[] {
  return [...pod.containers.values()]
    .filter(({ startsMs }) => startsMs.length > 0)
    .sort((a, b) => (a.startsMs[0] ?? 0) - (b.startsMs[0] ?? 0));
}

function placeOf(pod: PodLife, life: ContainerLife): number {
  return startOrder(pod).indexOf(life) + 1;
}

function extentOf(sights: readonly ContainerSight[]): string {
  if (sights.length < 2) return '';
  const times = sights.flatMap(({ life }) => (life.startsMs[0] === undefined ? [] : [life.startsMs[0]]));
  const [first, last] = [spanText(Math.min(...times)), spanText(Math.max(...times))];
  return ` In ${counted(times.length, 'Pod')} it starts after ${first === last ? first : `${first} to ${last}`}.`;
}

import type { PodContext } from '../podContext.ts';
import type { VolumeContext } from './volume.ts';

/** The kubelet syncs each Pod once a minute, and up to half a minute later (`syncFrequency`, with its jitter of 0.5). */
const syncMs = 60_000;
const syncJitterMs = 30_000;
/** So long a sync waits for the volumes (`podAttachAndMountTimeout`, 2 min 3 s) before it says which are missing. */
const waitMs = 123_000;

/** Sets the Pod's volumes up; false, with Events, where one of them is not there yet. */
export function volumesReady(context: PodContext): boolean {
  const { node, volumes } = context;
  if (volumes.isReady) return true;
  const failures = volumes.setUp(volumeContext(context));
  for (const message of failures) tell(context, message);
  if (failures.length > 0) {
    sayWhatIsMissing(context);
    return false;
  }
  volumes.isReady = true;
  if (volumes.canChange) {
    const jitter = node.random.fork(`volumes of ${context.pod.metadata.uid}`).integer(0, syncJitterMs);
    refreshLater(context, syncMs + jitter);
  }
  return true;
}

/** From time to time the files follow the API: what a change of a ConfigMap takes to arrive. */
function refreshLater(context: PodContext, periodMs: number): void {
  const { timeline } = context.node;
  timeline.heartbeatAfter(periodMs, () => {
    if (context.ending) return;
    for (const message of context.volumes.refresh(volumeContext(context))) tell(context, message);
    refreshLater(context, periodMs);
  });
}

/** What a sync says at its end, after it has waited for volumes in vain. */
function sayWhatIsMissing(context: PodContext): void {
  const { node, pod, volumes } = context;
  const now = node.timeline.nowMs;
  volumes.missedSinceMs ??= now;
  if (now - volumes.missedSinceMs < waitMs) return;
  volumes.missedSinceMs = now;
  const missing = (pod.spec?.volumes ?? []).flatMap(({ name }) => (volumes.get(name) ? [] : [name])).sort();
  const lists = `unmounted volumes=[${missing.join(' ')}], unattached volumes=[], failed to process volumes=[]`;
  tell(context, `Unable to attach or mount volumes: ${lists}: context deadline exceeded`);
}

function tell({ node, pod }: PodContext, message: string): void {
  node.events.record(pod, { type: 'Warning', reason: 'FailedMount', message });
}

function volumeContext({ node, pod }: PodContext): VolumeContext {
  return {
    api: node.api,
    pod,
    nowMs: node.nowMs(),
    random: node.random,
    nodeFiles: node.files,
  };
}

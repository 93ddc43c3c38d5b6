import type { HorizontalPodAutoscaler } from '../api/generated/objects.ts';
import type { KindInfo } from '../api/kinds.ts';
import type { Stored } from '../api/objects.ts';
import { sameValue } from '../api/sameValue.ts';
import type { Change } from './apiserver/history.ts';

/**
 * Whether a write only says that something is alive, or what it uses now: renewals of Leases, and the measurements in the
 * status of an autoscaler. Such writes never end, and nothing follows from them.
 */
export function isHeartbeatWrite({ kind }: KindInfo, { type, object, previous }: Change): boolean {
  if (kind === 'Lease') return true;
  if (kind !== 'HorizontalPodAutoscaler' || type !== 'MODIFIED' || !previous) return false;
  return sameValue(withoutMeasurements(object), withoutMeasurements(previous));
}

function withoutMeasurements({ metadata, spec, status }: Stored<HorizontalPodAutoscaler>): unknown {
  const { currentMetrics, ...decided } = status ?? { desiredReplicas: 0 };
  const { labels, annotations, deletionTimestamp } = metadata;
  return { labels, annotations, deletionTimestamp, spec, decided };
}

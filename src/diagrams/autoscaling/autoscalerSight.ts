import type { HpaRecord } from '../../api/autoscaling/hpaRecord.ts';
import type { Event, HorizontalPodAutoscaler } from '../../api/generated/objects.ts';
import type { LoadSeries } from '../../api/load.ts';

/** What is known of a HorizontalPodAutoscaler. Times are milliseconds since 1970. */
export interface AutoscalerSight {
  readonly hpa: HorizontalPodAutoscaler;
  /** How its controller reckoned, oldest first; missing in a real cluster, which keeps no such record. */
  readonly records?: readonly HpaRecord[];
  /** Events about it, in any order. */
  readonly events: readonly Event[];
  /** What it scales, as the API shows it. */
  readonly target?: ScaleTarget;
  /** What load generators have sent, to whomever; a real cluster does not tell. */
  readonly loads?: readonly LoadSeries[];
  readonly nowMs: number;
  /** When the cluster was started: times are told from there. Missing in a real cluster, where they are times of day. */
  readonly startMs?: number;
}

/** The fields of a Deployment, a ReplicaSet or a StatefulSet that tell its size. */
export interface ScaleTarget {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly replicas?: number; readonly readyReplicas?: number };
}

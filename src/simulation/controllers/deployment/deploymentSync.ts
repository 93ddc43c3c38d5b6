import type { Deployment, DeploymentStatus, ReplicaSet } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { deploymentKind, replicaSetKind } from '../../apiserver/knownKinds.ts';
import type { EventRecorder, Happening } from '../../eventRecorder.ts';
import { wantedReplicas } from './deploymentNumbers.ts';
import { sizeAnnotations } from './revisions.ts';
import type { Siblings } from './siblings.ts';

/** One look at a Deployment: what it is by now, and what the look writes. */
export class DeploymentSync {
  readonly api: ComponentApi;
  readonly nowMs: number;
  readonly #events: EventRecorder;
  #deployment: Stored<Deployment>;
  #written: 'not yet' | 'once' = 'not yet';

  constructor(api: ComponentApi, nowMs: number, events: EventRecorder, deployment: Stored<Deployment>) {
    this.api = api;
    this.nowMs = nowMs;
    this.#events = events;
    this.#deployment = deployment;
  }

  /** The newest version. */
  get deployment(): Stored<Deployment> {
    return this.#deployment;
  }

  record(happening: Happening): void {
    this.#events.record(this.#deployment, happening);
  }

  /**
   * Writes the status and, with it, annotations; nothing where nothing changes. A real controller goes on with the version
   * that it read, so that a second write in one look meets a conflict and has to wait for the next look.
   */
  write(status: DeploymentStatus, annotations: Readonly<Record<string, string>> = {}): 'written' | 'conflict' {
    const old = this.#deployment;
    const merged = { ...old.metadata.annotations, ...annotations };
    if (sameValue(old.status, status) && sameValue(old.metadata.annotations ?? {}, merged)) return 'written';
    if (this.#written === 'once') return 'conflict';
    const metadata = { ...old.metadata, ...(Object.keys(merged).length > 0 && { annotations: merged }) };
    const { object } = this.api.update<Deployment>(deploymentKind, { ...old, metadata, status }, 'status');
    if (!object) return 'conflict';
    this.#deployment = object;
    this.#written = 'once';
    return 'written';
  }

  /** Gives a ReplicaSet its size, and notes the Deployment's in it; the answer is its newest version. */
  scale(set: Stored<ReplicaSet>, size: number): Stored<ReplicaSet> {
    const before = wantedReplicas(set);
    const annotations = { ...set.metadata.annotations, ...sizeAnnotations(this.#deployment) };
    if (before === size && sameValue(set.metadata.annotations ?? {}, annotations)) return set;
    const { object } = this.api.update<ReplicaSet>(replicaSetKind, {
      ...set,
      metadata: { ...set.metadata, annotations },
      spec: { ...set.spec, replicas: size } as NonNullable<ReplicaSet['spec']>,
    });
    if (object && before !== size) {
      const direction = size > before ? 'up' : 'down';
      const message = `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${size}`;
      this.record({ type: 'Normal', reason: 'ScalingReplicaSet', message });
    }
    return object ?? set;
  }
}

/** The siblings with newer versions of some of them. */
export function withNewer({ newest, old }: Siblings, newer: readonly Stored<ReplicaSet>[]): Siblings {
  const current = (set: Stored<ReplicaSet>) => newer.find(({ metadata }) => metadata.uid === set.metadata.uid) ?? set;
  return { newest: newest && current(newest), old: old.map(current) };
}

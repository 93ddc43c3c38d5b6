import type {
  PersistentVolumeClaim,
  Pod,
  PodTemplateSpec,
  StatefulSet,
  Status,
} from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { persistentVolumeClaimKind, podKind } from '../../apiserver/knownKinds.ts';
import type { EventRecorder } from '../../eventRecorder.ts';
import { type ClaimingPod, hasConflictingController, hasRightOwners, withRightOwners } from './claimOwners.ts';
import { claimsOfPod } from './podClaims.ts';
import type { FilledSlot, Slot } from './setView.ts';
import { hasStorage, newStatefulPod, repaired } from './statefulPod.ts';

type OwnSet = Stored<StatefulSet>;
/** What the server refused, in an Event's words; undefined where all went well. */
type Problem = string | undefined;

/** Makes, mends and deletes the Pods of StatefulSets and their claims, and says so in Events (`StatefulPodControl`). */
export class StatefulPodControl {
  readonly #api: ComponentApi;
  readonly #events: EventRecorder;

  constructor(api: ComponentApi, events: EventRecorder) {
    this.#api = api;
    this.#events = events;
  }

  /** Creates a Pod after its claims. That another object has its name already is said nowhere, as by the real controller. */
  create(set: OwnSet, { ordinal, name }: Slot, template: PodTemplateSpec, revisionName: string): Problem {
    const withoutClaims = this.#createClaims(set, ordinal, name);
    if (withoutClaims) return this.#tell(set, 'create', name, withoutClaims);
    const pod = newStatefulPod(set, template, revisionName, ordinal);
    const { refusal } = this.#api.create<Pod>(podKind, pod);
    if (refusal?.reason === 'AlreadyExists') return refusal.message;
    const notOwned = this.ownClaims(set, { ordinal, name });
    if (notOwned) return this.#tell(set, 'update', name, notOwned);
    return this.#tell(set, 'create', name, textOf(refusal));
  }

  delete(set: OwnSet, { name }: Slot): Problem {
    const refusal = this.#api.delete(podKind, set.metadata.namespace ?? '', name);
    return this.#tell(set, 'delete', name, textOf(refusal));
  }

  /** Creates the claims that a pending Pod misses. */
  completeClaims(set: OwnSet, { ordinal, name, pod }: FilledSlot): Problem {
    const problem = this.#createClaims(set, ordinal, name);
    if (problem) return problem;
    const notOwned = this.ownClaims(set, { ordinal, name, uid: pod.metadata.uid });
    return notOwned && this.#tell(set, 'update', name, notOwned);
  }

  /** Gives a Pod its labels, its claims and these their owners; its volumes cannot be changed, and the server says so. */
  repair(set: OwnSet, { ordinal, name, pod }: FilledSlot): Problem {
    const problem =
      (hasStorage(set, pod, ordinal) ? undefined : this.#createClaims(set, ordinal, name)) ??
      this.ownClaims(set, { ordinal, name, uid: pod.metadata.uid });
    if (problem) return this.#tell(set, 'update', name, problem);
    const { refusal } = this.#api.update<Pod>(podKind, repaired(set, pod, ordinal));
    return this.#tell(set, 'update', name, textOf(refusal));
  }

  /** Gives the claims of a Pod the owners that the set's policy asks for (`UpdatePodClaimForRetentionPolicy`). */
  ownClaims(set: OwnSet, pod: ClaimingPod): Problem {
    for (const { claimName } of claimsOfPod(set, pod.ordinal)) {
      const claim = this.#claim(set, claimName);
      if (!claim) continue;
      if (hasConflictingController(claim, set, pod)) {
        const message = `PersistentVolumeClaim ${claimName} has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim`;
        this.#events.record(set, { type: 'Warning', reason: 'ConflictingController', message });
      }
      if (hasRightOwners(claim, set, pod)) continue;
      const owned = withRightOwners(claim, set, pod);
      const { refusal } = this.#api.update<PersistentVolumeClaim>(persistentVolumeClaimKind, owned);
      if (refusal) return `could not update claim ${claimName} for delete policy ownerRefs: ${textOf(refusal)}`;
    }
    return undefined;
  }

  #createClaims(set: OwnSet, ordinal: number, podName: string): Problem {
    const problems: string[] = [];
    for (const { claimName, claim } of claimsOfPod(set, ordinal)) {
      const known = this.#claim(set, claimName);
      if (known?.metadata.deletionTimestamp) problems.push(`pvc ${claimName} is being deleted`);
      if (known) continue;
      const { refusal } = this.#api.create<PersistentVolumeClaim>(persistentVolumeClaimKind, claim);
      if (refusal) problems.push(`failed to create PVC ${claimName}: ${textOf(refusal)}`);
      this.#tellOfClaim(set, claimName, podName, textOf(refusal));
    }
    return problems.length > 1 ? `[${problems.join(', ')}]` : problems[0];
  }

  #claim({ metadata }: OwnSet, name: string): Stored<PersistentVolumeClaim> | undefined {
    return this.#api.get<PersistentVolumeClaim>(persistentVolumeClaimKind, metadata.namespace ?? '', name);
  }

  /** Says what was done, or why it was not, and passes that on. */
  #tell(set: OwnSet, verb: Verb, podName: string, problem: Problem): Problem {
    const what = `${verb} Pod ${podName} in StatefulSet ${set.metadata.name}`;
    const type = problem === undefined ? 'Normal' : 'Warning';
    const message = problem === undefined ? `${what} successful` : `${what} failed error: ${problem}`;
    this.#events.record(set, { type, reason: reasonOf(verb, problem), message });
    return problem;
  }

  #tellOfClaim(set: OwnSet, claimName: string, podName: string, problem: Problem): void {
    const place = `Pod ${podName} in StatefulSet ${set.metadata.name}`;
    const message =
      problem === undefined
        ? `create Claim ${claimName} ${place} success`
        : `create Claim ${claimName} for ${place} failed error: ${problem}`;
    const type = problem === undefined ? 'Normal' : 'Warning';
    this.#events.record(set, { type, reason: reasonOf('create', problem), message });
  }
}

type Verb = 'create' | 'update' | 'delete';

/** `SuccessfulCreate`, `FailedDelete` */
function reasonOf(verb: Verb, problem: Problem): string {
  return `${problem === undefined ? 'Successful' : 'Failed'}${verb.charAt(0).toUpperCase()}${verb.slice(1)}`;
}

function textOf(refusal: Status | undefined): Problem {
  return refusal && (refusal.message ?? refusal.reason ?? '');
}

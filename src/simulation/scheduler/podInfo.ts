import type { Container, Pod, PodSpec } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { noResources, podRequests, type ResourceAmounts, requestsOf } from '../../api/podResources.ts';
import { sameJson } from '../apiserver/equality.ts';
import { type AffinityTerm, affinityTerms, type WeightedTerm, weightedTerms } from './affinityTerm.ts';
import { type HostPort, hostPortsOf } from './hostPort.ts';

/** A container that requests nothing counts as this much when Nodes are rated (kube-scheduler's non-zero defaults). */
const assumedCpuMilli = 100;
const assumedMemoryBytes = 200 * 1024 * 1024;

/** What the scheduler reads out of a Pod's spec, once. */
interface ParsedSpec {
  readonly requests: ResourceAmounts;
  /** As `requests`, with an assumed size for containers that request no cpu or no memory. */
  readonly ratedCpuMilli: number;
  readonly ratedMemoryBytes: number;
  readonly hostPorts: readonly HostPort[];
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly WeightedTerm[];
  readonly preferredAntiAffinity: readonly WeightedTerm[];
  /** Names of the PersistentVolumeClaims that its volumes use. */
  readonly claimNames: readonly string[];
}

/** A Pod as the scheduler sees it. */
export interface PodInfo extends ParsedSpec {
  /** The newest version that differs from the others in nothing that matters for placing. */
  pod: Stored<Pod>;
  readonly spec: PodSpec;
  readonly uid: string;
  readonly namespace: string;
  /** `namespace/name`. */
  readonly key: string;
  readonly priority: number;
}

/** Reads a Pod; what an earlier version of it had alike is taken from there. */
export function podInfoOf(pod: Stored<Pod>, before?: PodInfo): PodInfo {
  const { namespace = '', name, uid } = pod.metadata;
  const spec = pod.spec ?? { containers: [] };
  const parsed = before && sameParts(before.spec, spec) ? before : parse(pod, spec, namespace);
  return {
    pod,
    spec,
    uid,
    namespace,
    key: `${namespace}/${name}`,
    priority: spec.priority ?? 0,
    requests: parsed.requests,
    ratedCpuMilli: parsed.ratedCpuMilli,
    ratedMemoryBytes: parsed.ratedMemoryBytes,
    hostPorts: parsed.hostPorts,
    requiredAffinity: parsed.requiredAffinity,
    requiredAntiAffinity: parsed.requiredAntiAffinity,
    preferredAffinity: parsed.preferredAffinity,
    preferredAntiAffinity: parsed.preferredAntiAffinity,
    claimNames: parsed.claimNames,
  };
}

/** Whether a newer version of a Pod that has a Node is alike in all that matters for placing others. */
export function isAlike(known: PodInfo, pod: Stored<Pod>): boolean {
  const [before, after] = [known.pod.metadata, pod.metadata];
  return (
    before.deletionTimestamp === after.deletionTimestamp &&
    (before.labels === after.labels || sameJson(before.labels, after.labels)) &&
    pod.spec !== undefined &&
    sameParts(known.spec, pod.spec)
  );
}

/** Stored objects are never changed in place, so that a part that is the same object is the same. */
function sameParts(a: PodSpec, b: PodSpec): boolean {
  return (
    a === b ||
    (a.containers === b.containers &&
      a.initContainers === b.initContainers &&
      a.resources === b.resources &&
      a.overhead === b.overhead &&
      a.affinity === b.affinity &&
      a.volumes === b.volumes)
  );
}

function parse(pod: Stored<Pod>, spec: PodSpec, namespace: string): ParsedSpec {
  const requests = podRequests(spec);
  const complete = (requests.cpuMilli > 0 && requests.memoryBytes > 0 && spec.containers.length === 1) || !pod.spec;
  const rated = complete && !spec.initContainers?.length ? requests : podRequests(spec, ratedRequests);
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {};
  return {
    requests,
    ratedCpuMilli: rated.cpuMilli,
    ratedMemoryBytes: rated.memoryBytes,
    hostPorts: hostPortsOf(spec),
    requiredAffinity: affinityTerms(podAffinity?.requiredDuringSchedulingIgnoredDuringExecution, namespace),
    requiredAntiAffinity: affinityTerms(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution, namespace),
    preferredAffinity: weightedTerms(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution, namespace),
    preferredAntiAffinity: weightedTerms(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution, namespace),
    claimNames: claimNamesOf(pod),
  };
}

function ratedRequests(container: Container): ResourceAmounts {
  const own = requestsOf(container);
  const { cpu, memory } = container.resources?.requests ?? {};
  return {
    ...noResources,
    cpuMilli: cpu === undefined ? assumedCpuMilli : own.cpuMilli,
    memoryBytes: memory === undefined ? assumedMemoryBytes : own.memoryBytes,
  };
}

function claimNamesOf(pod: Stored<Pod>): readonly string[] {
  return (pod.spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim) return [persistentVolumeClaim.claimName];
    return ephemeral ? [`${pod.metadata.name}-${name}`] : [];
  });
}

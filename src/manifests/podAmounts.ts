import type { Container, PodSpec } from '../api/generated/objects.ts';
import { amountsOf, podRequests, type ResourceAmounts, requestsOf } from '../api/podResources.ts';

/** A resource that every Node has, as a Pod asks for it. */
export type BasicResource = 'cpu' | 'memory';

/** What a Pod may use of a resource at most; the names of the containers without a limit where there is no end. */
export type PodLimit =
  | { readonly amount: number; readonly unlimited?: undefined }
  | { readonly unlimited: readonly string[] };

const amountFields = { cpu: 'cpuMilli', memory: 'memoryBytes' } as const;

/** What the scheduler reserves for a Pod: thousandths of a core, or bytes. The spec has its defaults. */
export function requestOfPod(spec: PodSpec, resource: BasicResource): number {
  return podRequests(spec)[amountFields[resource]];
}

/** What a container requests; 0 where it says nothing. */
export function requestOfContainer(container: Container, resource: BasicResource): number {
  return requestsOf(container)[amountFields[resource]];
}

/** What a container may use at most; undefined where it says nothing. */
export function limitOfContainer(container: Container, resource: BasicResource): number | undefined {
  return container.resources?.limits?.[resource] === undefined
    ? undefined
    : limitsOf(container)[amountFields[resource]];
}

/** What all containers of a Pod may use together: by the same rule as what they request. */
export function limitOfPod(spec: PodSpec, resource: BasicResource): PodLimit {
  const ofPod = spec.resources?.limits;
  if (ofPod?.[resource] === undefined) {
    // An init container without a limit may take what the Node has, too, but it is gone when the others run.
    const running = [...(spec.initContainers ?? []).filter(isSidecar), ...spec.containers];
    const unlimited = running.filter(({ resources }) => resources?.limits?.[resource] === undefined);
    if (unlimited.length > 0) return { unlimited: unlimited.map(({ name }) => name ?? '') };
  }
  const { resources, ...rest } = spec;
  const asRequests: PodSpec = ofPod ? { ...rest, resources: { requests: ofPod } } : rest;
  return { amount: podRequests(asRequests, limitsOf)[amountFields[resource]] };
}

function limitsOf({ resources }: Container): ResourceAmounts {
  return amountsOf(resources?.limits);
}

function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always';
}

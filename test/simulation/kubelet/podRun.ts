import assert from 'node:assert/strict';
import type { Container, ContainerStatus, Event, Pod } from '../../../src/api/generated/objects.ts';
import { Cluster } from '../../../src/simulation/cluster.ts';

const pods = '/api/v1/namespaces/default/pods';

/** One Pod called `web` on a cluster of one Node, from its creation on. */
export class PodRun {
  readonly cluster = new Cluster({ seed: 1, startTimeMs: Date.UTC(2026, 0, 5), nodes: 1 });

  /** The kubelet has been running for a minute, so that it does not spread the first probes. */
  constructor(spec: Pod['spec'], metadata: Pod['metadata'] = {}) {
    this.cluster.advanceTo(60_000);
    const body = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', ...metadata }, spec };
    const { code, body: answer } = this.cluster.send({ method: 'POST', path: pods, body });
    assert.equal(code, 201, JSON.stringify(answer));
  }

  get pod(): Pod | undefined {
    const { code, body } = this.cluster.send({ method: 'GET', path: `${pods}/web` });
    return code === 200 ? (body as Pod) : undefined;
  }

  get statuses(): ContainerStatus[] {
    const {
      initContainerStatuses = [],
      containerStatuses = [],
      ephemeralContainerStatuses = [],
    } = this.pod?.status ?? {};
    return [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
  }

  status(name = 'app'): ContainerStatus | undefined {
    return this.statuses.find((status) => status.name === name);
  }

  condition(type: string): string {
    const found = this.pod?.status?.conditions?.find((condition) => condition.type === type);
    return found ? [found.status, found.reason].filter(Boolean).join(' ') : 'none';
  }

  /** `REASON xCOUNT MESSAGE` of the events about the Pod, in the order in which they were first seen. */
  get events(): string[] {
    const { body } = this.cluster.send({ method: 'GET', path: '/api/v1/namespaces/default/events' });
    return (body as { items: Event[] }).items
      .filter(({ involvedObject }) => involvedObject.name === 'web')
      .sort((a, b) => Number(a.metadata?.resourceVersion) - Number(b.metadata?.resourceVersion))
      .map(({ reason, count, message }) => `${reason} x${count} ${message}`);
  }

  /** Seconds from now until something is so; looks each 100 ms. */
  secondsUntil(isSo: () => boolean, limitSeconds: number): number {
    const beganMs = this.cluster.timeline.nowMs;
    for (let ms = 0; ms <= limitSeconds * 1000; ms += 100) {
      this.cluster.advanceTo(beganMs + ms);
      if (isSo()) return ms / 1000;
    }
    assert.fail(`not within ${limitSeconds} s; ${JSON.stringify(this.pod?.status)} ${this.events.join('\n')}`);
  }

  runSeconds(seconds: number): void {
    this.cluster.advanceBy(seconds * 1000);
  }

  delete(graceSeconds?: number): void {
    const query: Record<string, string> = graceSeconds === undefined ? {} : { gracePeriodSeconds: `${graceSeconds}` };
    const { code } = this.cluster.send({ method: 'DELETE', path: `${pods}/web`, query });
    assert.equal(code, 200);
  }
}

/** A container of busybox that runs a script. */
export function script(text: string, more: Partial<Container> = {}): Container {
  return { name: 'app', image: 'busybox:1.36', command: ['sh', '-c', text], ...more };
}

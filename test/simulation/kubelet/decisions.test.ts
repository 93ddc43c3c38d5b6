import assert from 'node:assert/strict';
import { expandVariables } from '../../../src/api/expandVariables.ts';
import type { ContainerStatus, Pod } from '../../../src/api/generated/objects.ts';
import { Backoff } from '../../../src/simulation/kubelet/backoff.ts';
import { type ObservedContainer, podActions } from '../../../src/simulation/kubelet/podActions.ts';
import { podConditions, podPhase } from '../../../src/simulation/kubelet/podPhase.ts';
import { terminationOrder } from '../../../src/simulation/kubelet/terminationOrder.ts';
import { readFacts } from '../../oracle/oracleCases.ts';

interface RecordedContainer {
  readonly Name: string;
  readonly State: ObservedContainer['state'];
  readonly ExitCode?: number;
  readonly Startup?: ObservedContainer['startup'];
  readonly Liveness?: ObservedContainer['liveness'];
}

/** Asks our function every recorded question and compares all answers. */
function answersAll<Question>(sort: string, answer: (question: Question) => unknown): void {
  const facts = readFacts(sort);
  it(`${sort}: all recorded answers`, () => {
    assert.ok(facts.length > 0);
    for (const { q, a } of facts) assert.deepEqual(answer(q as Question), a, JSON.stringify(q));
  });
}

describe("the kubelet's decisions agree with a real kubelet's own code", () => {
  answersAll<{ pod: Pod; containers: RecordedContainer[]; noSandbox?: boolean }>('pod-actions', (question) => {
    const observed = question.containers.map((container) => ({
      name: container.Name,
      state: container.State,
      ...(container.ExitCode !== undefined && { exitCode: container.ExitCode }),
      ...(container.Startup && { startup: container.Startup }),
      ...(container.Liveness && { liveness: container.Liveness }),
    }));
    const { containersToKill, ...actions } = podActions(question.pod, observed, question.noSandbox ? 'none' : 'ready');
    const kills = [...containersToKill].map(([name, { reason, message }]) => [name, `${reason}: ${message}`]);
    return { ...actions, containersToKill: Object.fromEntries(kills) };
  });

  answersAll<{ pod: Pod; terminal: boolean }>('pod-phase', ({ pod, terminal }) => {
    const statuses: ContainerStatus[] = [
      ...(pod.status?.initContainerStatuses ?? []),
      ...(pod.status?.containerStatuses ?? []),
    ];
    const phase = podPhase(pod.spec, statuses, terminal ? 'ending' : 'ongoing');
    return { phase, conditions: podConditions(pod, statuses, phase) };
  });

  answersAll<{ pod: Pod; running: string[] }>('termination-order', ({ pod, running }) => ({
    waitsFor: Object.fromEntries(terminationOrder(pod.spec, new Set(running))),
  }));

  answersAll<{ s: string; env: Record<string, string> }>('expand', ({ s, env }) => ({
    out: expandVariables(s, (name) => env[name]),
  }));

  answersAll<{ gaps: number[] }>('backoff', ({ gaps }) => {
    const backoff = new Backoff();
    let nowMs = 0;
    const delays = gaps.map((gap) => {
      nowMs += gap * 1000;
      backoff.next('pod', nowMs, nowMs);
      return backoff.delayMs('pod') / 1000;
    });
    return { delays };
  });
});

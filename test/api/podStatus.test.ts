import assert from 'node:assert/strict';
import type { ContainerState, ContainerStatus, Pod } from '../../src/api/generated/objects.ts';
import { podStatusText, readyText, restartCount, restartsText } from '../../src/api/podStatus.ts';

const nowMs = Date.UTC(2026, 0, 1);
const running: ContainerState = { running: { startedAt: '2025-12-31T23:00:00Z' } };
const waiting = (reason: string): ContainerState => ({ waiting: { reason } });
const ended = (exitCode: number, reason?: string, signal?: number): ContainerState => ({
  terminated: { exitCode, ...(reason && { reason }), ...(signal && { signal }) },
});

function status(name: string, state: ContainerState, more: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name, image: 'i', imageID: '', ready: false, restartCount: 0, state, ...more };
}

interface Parts {
  phase?: string;
  reason?: string;
  init?: [ContainerStatus, 'sidecar' | 'once'][];
  main?: ContainerStatus[];
  conditions?: string[];
  deleted?: boolean;
}

function podOf({ phase = 'Running', reason, init = [], main = [], conditions = [], deleted }: Parts): Pod {
  return {
    metadata: { name: 'web', ...(deleted && { deletionTimestamp: '2026-01-01T00:00:30Z' }) },
    spec: {
      initContainers: init.map(([{ name }, kind]) => ({
        name,
        ...(kind === 'sidecar' && { restartPolicy: 'Always' }),
      })),
      containers: main.map(({ name }) => ({ name })),
    },
    status: {
      phase,
      ...(reason && { reason }),
      conditions: conditions.map((type) => ({ type, status: 'True' })),
      initContainerStatuses: init.map(([each]) => each),
      containerStatuses: main,
    },
  };
}

describe('the line that kubectl prints of a Pod', () => {
  const app = status('app', running, { ready: true });
  const cases: [string, Parts, string, string][] = [
    ['all is well', { main: [app] }, 'Running', '1/1'],
    ['nothing has begun', { phase: 'Pending' }, 'Pending', '0/0'],
    [
      'an image is pulled',
      { phase: 'Pending', main: [status('app', waiting('ContainerCreating'))] },
      'ContainerCreating',
      '0/1',
    ],
    ['a container crashes', { main: [status('app', waiting('CrashLoopBackOff'))] }, 'CrashLoopBackOff', '0/1'],
    ['the first container has the last word', { main: [status('a', ended(1, 'Error')), app] }, 'Error', '1/2'],
    ['a signal ended it', { main: [status('app', ended(137, undefined, 9))] }, 'Signal:9', '0/1'],
    ['it ended without a reason', { main: [status('app', ended(3))] }, 'ExitCode:3', '0/1'],
    ['all is done', { phase: 'Succeeded', main: [status('app', ended(0, 'Completed'))] }, 'Completed', '0/1'],
    [
      'one is done and one goes on',
      { main: [status('once', ended(0, 'Completed')), app], conditions: ['Initialized', 'Ready'] },
      'Running',
      '1/2',
    ],
    ['the same, not ready', { main: [status('once', ended(0, 'Completed')), app] }, 'NotReady', '1/2'],
    ['it was evicted', { phase: 'Failed', reason: 'Evicted' }, 'Evicted', '0/0'],
    ['it is being deleted', { main: [app], deleted: true }, 'Terminating', '1/1'],
    [
      'a finished one is being deleted',
      { phase: 'Succeeded', deleted: true, main: [status('a', ended(0, 'Completed'))] },
      'Completed',
      '0/1',
    ],
    [
      'the second init container runs',
      {
        phase: 'Pending',
        init: [
          [status('one', ended(0, 'Completed')), 'once'],
          [status('two', running), 'once'],
        ],
        main: [status('app', waiting('PodInitializing'))],
      },
      'Init:1/2',
      '0/1',
    ],
    [
      'an init container fails',
      { phase: 'Pending', init: [[status('one', ended(1, 'Error')), 'once']] },
      'Init:Error',
      '0/0',
    ],
    [
      'an init container crashes',
      { phase: 'Pending', init: [[status('one', waiting('CrashLoopBackOff')), 'once']] },
      'Init:CrashLoopBackOff',
      '0/0',
    ],
    [
      'a sidecar starts',
      {
        phase: 'Pending',
        init: [[status('shipper', waiting('PodInitializing'), { started: false }), 'sidecar']],
        main: [status('app', waiting('PodInitializing'))],
      },
      'Init:0/1',
      '0/2',
    ],
    [
      'a sidecar has started',
      {
        phase: 'Pending',
        init: [[status('shipper', running, { started: true, ready: true }), 'sidecar']],
        main: [status('app', waiting('PodInitializing'))],
      },
      'PodInitializing',
      '1/2',
    ],
    [
      'a sidecar and the app run',
      { init: [[status('shipper', running, { started: true, ready: true }), 'sidecar']], main: [app] },
      'Running',
      '2/2',
    ],
  ];
  for (const [title, parts, wantedStatus, wantedReady] of cases) {
    it(title, () => {
      assert.equal(podStatusText(podOf(parts)), wantedStatus);
      assert.equal(readyText(podOf(parts)), wantedReady);
    });
  }

  it('counts restarts of containers and sidecars, and says when the last one was', () => {
    const lastState = { terminated: { exitCode: 1, finishedAt: '2025-12-31T23:59:55Z' } };
    const restarted = status('app', running, { restartCount: 2, ready: true, lastState });
    const sidecar = status('shipper', running, { restartCount: 3, started: true, ready: true });
    const once = status('once', ended(0, 'Completed'), { restartCount: 5 });
    const pod = podOf({
      init: [
        [once, 'once'],
        [sidecar, 'sidecar'],
      ],
      main: [restarted],
    });
    assert.equal(restartCount(pod), 5);
    assert.equal(restartsText(pod, nowMs), '5 (5s ago)');
    assert.equal(restartsText(podOf({ main: [app] }), nowMs), '0');
  });
});

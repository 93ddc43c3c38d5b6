import { deepEqual, equal } from 'node:assert/strict';
import type { Pod } from '../../src/api/generated/objects.ts';
import type { ApiResponse } from '../../src/api/request.ts';
import { clockGoals, durationOf } from '../../src/vscode/clockConditions.ts';
import { rewindMoments } from '../../src/vscode/rewindMoments.ts';

function pod(phase: string, ready: boolean, restartCount = 0): Pod {
  const status = ready ? 'True' : 'False';
  return {
    status: {
      phase,
      conditions: [{ type: 'Ready', status }],
      containerStatuses: [{ name: 'app', image: '', imageID: '', ready, restartCount }],
    },
  } as Pod;
}

/** What a goal's condition says of one state of the Pods after the other. */
function answers(label: string, ...states: Pod[][]): boolean[] {
  const goal = clockGoals.find((each) => each.label === label);
  const condition = goal?.condition();
  return states.map((items) => condition?.({ send: () => ({ code: 200, body: { items } }) as ApiResponse }) ?? false);
}

describe('goals of the clock', () => {
  it('hold when they are reached, compared with how things stood at first', () => {
    deepEqual(
      answers(
        'Until all Pods are ready',
        [pod('Running', true), pod('Running', false)],
        [pod('Running', true), pod('Succeeded', false)],
      ),
      [false, true],
    );
    deepEqual(
      answers(
        'Until a container restarts',
        [pod('Running', true, 3)],
        [pod('Running', false, 3)],
        [pod('Running', true, 4)],
      ),
      [false, false, true],
    );
    deepEqual(answers('Until a Pod ends', [pod('Failed', false)], [pod('Failed', false), pod('Succeeded', false)]), [
      false,
      true,
    ]);
  });

  it('read durations as people write them', () => {
    const texts = ['90s', '5m', '1h30m', ' 2 min ', '45', '', 'soon', '-5s'];
    deepEqual(texts.map(durationOf), [90_000, 300_000, 5_400_000, 120_000, 45_000, undefined, undefined, undefined]);
  });
});

describe('moments to go back to', () => {
  it('are those before each input, newest first, named by what was asked', () => {
    const send = (atMs: number, method: string, path: string, body?: object) =>
      ({ atMs, steps: 0, input: 'send', request: { method, path, ...(body && { body }) } }) as const;
    const inputs = [
      send(10, 'POST', '/api/v1/namespaces/default/pods', { metadata: { name: 'web' } }),
      send(10, 'POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'c' } }),
      send(20, 'PATCH', '/apis/apps/v1/namespaces/default/deployments/api'),
      {
        atMs: 25,
        steps: 0,
        input: 'open',
        stream: 1,
        request: { method: 'GET', path: '/api/v1/namespaces/x/pods/web/exec' },
      },
      { atMs: 26, steps: 0, input: 'write', stream: 1, text: 'ls' },
      send(30, 'DELETE', '/api/v1/namespaces/old'),
    ] as Parameters<typeof rewindMoments>[0];
    deepEqual(rewindMoments(inputs, 50), [
      { atMs: 30, what: 'delete namespaces old' },
      { atMs: 25, what: 'exec web' },
      { atMs: 20, what: 'change deployments api' },
      { atMs: 10, what: 'create pods web and 1 more' },
    ]);
    deepEqual(rewindMoments(inputs, 1), [{ atMs: 30, what: 'delete namespaces old' }]);
    equal(rewindMoments([], 50).length, 0);
  });
});

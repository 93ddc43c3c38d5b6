import assert from 'node:assert/strict';
import type { CheckResult } from '../../src/labs/check.ts';
import { bornMs, FakeContext, Looker } from './fakeContext.ts';
import { aids, block, stepOf } from './labText.ts';

const phase = '- object: { kind: Pod, name: web }\n  path: .status.phase\n  equals: Running';
const looker = (context: FakeContext, yaml: string, more = ''): Looker =>
  new Looker(stepOf(block('check', yaml), aids, more), context);
const said = ({ state, findings }: CheckResult): unknown[] => [state, findings.at(-1)?.text];

describe('checks and time', () => {
  let context: FakeContext;
  beforeEach(() => {
    context = new FakeContext();
    context.pod('web', { status: { phase: 'Pending' } });
  });
  const at = (seconds: number): void => {
    context.clockMs = bornMs + seconds * 1000;
  };
  const becomes = (phaseNow: string): void => context.pod('web', { status: { phase: phaseNow } });

  it('what is young may still come to it; then it has failed', async () => {
    const eye = looker(context, `${phase}\n  within: 30s\n  otherwise: Not yet.`);
    at(29);
    assert.deepEqual(said(await eye.learner()), ['waiting', 'Not yet. It may take up to 30s.']);
    at(30);
    assert.deepEqual(said(await eye.learner()), ['failed', 'Not yet.']);
    becomes('Running');
    assert.deepEqual(said(await eye.learner()), ['passed', undefined]);
  });

  it('of a list the youngest counts; what is not there has no age', async () => {
    const made = (seconds: number): object => ({
      metadata: { creationTimestamp: new Date(bornMs + seconds * 1000).toISOString().replace('.000', '') },
    });
    context.objects.set('pods?app=web', { items: [made(0), made(50), made(20)] });
    const eye = looker(
      context,
      '- object: { kind: Pod, selector: app=web }\n  path: .items[*].status.phase\n  equals: Running\n  within: 30s',
    );
    at(79);
    assert.equal((await eye.learner()).state, 'waiting');
    at(80);
    assert.equal((await eye.learner()).state, 'failed');
    context.objects.set('pods?app=web', { items: [] });
    at(0);
    assert.equal((await eye.learner()).state, 'failed');
  });

  it('a failed check outweighs one that only needs time', async () => {
    const eye = looker(context, `${phase}\n  within: 30s\n- { file: a, exists: true }`);
    const { state, findings } = await eye.learner();
    assert.deepEqual([state, findings.map((finding) => finding.state)], ['failed', ['waiting', 'failed']]);
  });

  it('Events and logs are as old as their object', async () => {
    context.objects.set('events', { items: [] });
    context.objects.set('pods/web/log', 'starting\n');
    const yaml =
      '- events: { kind: Pod, name: web }\n  exists: true\n  within: 30s\n- logs: { pod: web }\n  contains: x\n  within: 20s';
    const eye = looker(context, yaml);
    const states: string[][] = [];
    for (const seconds of [19, 20, 30]) {
      at(seconds);
      states.push((await eye.learner()).findings.map(({ state }) => state));
    }
    assert.deepEqual(states, [
      ['waiting', 'waiting'],
      ['waiting', 'failed'],
      ['failed', 'failed'],
    ]);
  });

  it('what a Pod sends is as old as the Pod', async () => {
    const sending = Object.assign(context, { traffic: () => [] });
    const eye = looker(sending, '- traffic: { pod: web }\n  path: .last.lookup\n  exists: true\n  within: 20s');
    at(19);
    assert.equal((await eye.learner()).state, 'waiting');
    at(20);
    assert.equal((await eye.learner()).state, 'failed');
  });

  it('what must hold for a while is timed from where it began without a break', async () => {
    const eye = looker(context, `${phase}\n  for: 20s`);
    assert.equal((await eye.learner()).state, 'failed');
    becomes('Running');
    at(10);
    assert.deepEqual(said(await eye.learner()), [
      'waiting',
      'So far it holds for 0s; it must for 20s of the cluster’s time.',
    ]);
    at(29);
    assert.deepEqual(said(await eye.change()), [
      'waiting',
      'So far it holds for 19s; it must for 20s of the cluster’s time.',
    ]);
    at(29.5);
    becomes('Failed');
    assert.equal((await eye.change()).state, 'failed');
    becomes('Running');
    at(31);
    assert.match(String(said(await eye.change())[1]), /for 0s/);
    at(50.9);
    assert.equal((await eye.change()).state, 'waiting');
    at(51);
    assert.equal((await eye.change()).state, 'passed');
  });

  it('a clock that goes back begins the time anew', async () => {
    becomes('Running');
    const eye = looker(context, `${phase}\n  for: 20s`);
    at(100);
    await eye.learner();
    at(110);
    assert.match(String(said(await eye.learner())[1]), /for 10s/);
    at(5);
    assert.match(String(said(await eye.learner())[1]), /for 0s/);
    at(24);
    assert.equal((await eye.learner()).state, 'waiting');
    at(25);
    assert.equal((await eye.learner()).state, 'passed');
  });

  it('without a memory nothing has held yet', async () => {
    becomes('Running');
    for (const seconds of [0, 100]) {
      at(seconds);
      assert.equal((await looker(context, `${phase}\n  for: 20s`).learner()).state, 'waiting');
    }
  });
});

describe('checks that run by themselves', () => {
  const request = 'exec web -n shop -q -- curl -s -S -i -m 5 -X GET http://localhost/';
  const lookUp = 'exec web -n shop -q -- nslookup -type=a db.';
  const http = '- http: { pod: web, url: "http://localhost/" }\n  path: .status\n  equals: 200';
  const dns = '- dns: { pod: web, name: db }\n  exists: true';
  const file = '- { file: a, exists: true }';
  let context: FakeContext;
  beforeEach(() => {
    context = new FakeContext();
    context.pod('web', { status: { phase: 'Running' } });
    context.printed.set(request, { stdout: 'HTTP/1.1 503 Busy\r\n\r\n' });
    context.printed.set(lookUp, { stdout: 'Name:\tdb\nAddress: 10.0.0.1\n' });
  });
  const pass = (ms: number): void => {
    context.clockMs += ms;
  };

  it('leave no traces while anything else fails', async () => {
    const eye = looker(context, `${http}\n${dns}\n${file}`);
    for (let second = 0; second < 20; second += 1) {
      const { state, findings } = await eye.change();
      assert.equal(state, 'failed');
      assert.deepEqual(
        findings.map((finding) => [finding.state, finding.check]),
        [
          ['waiting', 0],
          ['failed', 2],
        ],
      );
      assert.equal(findings[0]?.text, 'This is tried when the rest is there.');
      pass(1000);
    }
    assert.deepEqual(context.ran, []);
  });

  it('are tried when the rest is there, every five seconds at most', async () => {
    context.files.set('a', '');
    const eye = looker(context, `${file}\n${http}\n${dns}`);
    for (let step = 0; step <= 100; step += 1) {
      assert.equal((await eye.change()).state, 'failed');
      pass(100);
    }
    const asked = context.ran.filter((command) => !command.includes('-- cat /etc/'));
    assert.deepEqual(asked, [request, lookUp, request, lookUp, request, lookUp]);
    context.printed.set(request, { stdout: 'HTTP/1.1 200 OK\r\n\r\n' });
    pass(5000);
    assert.equal((await eye.change()).state, 'passed');
  });

  it('are not tried more often while they may still need time', async () => {
    const eye = looker(context, `${http}\n  within: 1m`);
    for (let step = 0; step < 50; step += 1) {
      assert.equal((await eye.change()).state, 'waiting');
      pass(100);
    }
    assert.deepEqual(context.ran, [request]);
  });

  it('keep what they found last while something else fails', async () => {
    const eye = looker(context, `${http}\n${file}`);
    assert.deepEqual(
      (await eye.learner()).findings.map(({ found }) => found),
      ['503', 'there is no file a.'],
    );
    pass(60_000);
    assert.deepEqual(
      (await eye.change()).findings.map(({ found }) => found),
      ['503', 'there is no file a.'],
    );
    assert.deepEqual(context.ran, [request]);
  });

  it('try again at once when the clock has gone back', async () => {
    const eye = looker(context, http);
    await eye.change();
    pass(-60_000);
    await eye.change();
    pass(1000);
    await eye.change();
    assert.deepEqual(context.ran, [request, request]);
  });

  it('do not ask for hints and misconceptions that would leave traces', async () => {
    const conditions = 'when:\n  - http: { pod: web, url: "http://localhost/" }\n    path: .status\n    equals: 503\n';
    const more =
      block('misconception', `${conditions}answer: Busy.\nexample: {}`) + block('hint', `${conditions}---\nWait.`);
    const eye = looker(context, file, more);
    const alone = await eye.change();
    assert.deepEqual([alone.misconception, alone.hints, context.ran], [undefined, [], []]);
    const asked = await eye.learner();
    assert.deepEqual([asked.misconception, asked.hints], ['Busy.', [1]]);
    assert.deepEqual(context.ran, [request, request]);
  });

  it('when the learner asks, all is tried each time', async () => {
    const eye = looker(context, `${file}\n${http}`);
    await eye.learner();
    await eye.learner();
    assert.deepEqual(context.ran, [request, request]);
  });

  it('nothing answers while the clock is paused', async () => {
    context.paused = true;
    for (const source of [http, dns, `${http.replace('equals: 200', 'exists: false')}`]) {
      const { state, findings } = await looker(context, source).learner();
      assert.equal(state, 'failed');
      assert.match(findings[0]?.text ?? '', /^It could not be seen: the cluster’s clock is paused/);
    }
    assert.deepEqual(context.ran, []);
  });
});

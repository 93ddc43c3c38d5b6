import assert from 'node:assert/strict';
import type { ApiClient } from '../../src/api/client.ts';
import type { ApiRequest, ApiResponse } from '../../src/api/request.ts';
import { type CheckContext, type CheckResult, runChecks } from '../../src/labs/check.ts';
import { parseLab } from '../../src/labs/labFile.ts';

const web = {
  metadata: { name: 'web' },
  status: { phase: 'Pending' },
  spec: { containers: [{ name: 'app', image: 'a:1' }] },
};

function contextWith(more: Partial<CheckContext> = {}, answer?: (request: ApiRequest) => ApiResponse): CheckContext {
  const respond = (request: ApiRequest): ApiResponse => {
    if (answer) return answer(request);
    if (request.path.endsWith('/pods/web')) return { code: 200, body: web };
    if (request.path.endsWith('/log')) return { code: 200, body: 'one\ntwo\n', contentType: 'text/plain' };
    return { code: 404, body: { code: 404, message: 'not found' } };
  };
  const client: ApiClient = {
    send: async (request) => respond(request),
    open: async () => ({ response: { code: 500, body: {} } }),
  };
  return {
    client,
    nowMs: () => 0,
    runKubectl: async (line) => ({ stdout: `ran ${line}\n`, stderr: '', exitCode: 0 }),
    readFile: async (path) => (path === 'web.yaml' ? 'kind: Pod\n' : undefined),
    ...more,
  };
}

/** Runs what stands in one `check` block. */
async function check(yaml: string, context = contextWith(), blocks = ''): Promise<CheckResult> {
  const head = '---\ntitle: T\nsummary: S\nminutes: 5\nlevel: beginner\nobjectives: [o]\n---\n';
  const { lab, problems } = parseLab(`${head}## a\n\`\`\`check\n${yaml}\n\`\`\`\n${blocks}`, 'labs/t/l/lab.md');
  assert.deepEqual(problems, []);
  const [step] = lab?.steps ?? [];
  assert.ok(step);
  return runChecks(step, context);
}

const pod = '- object: { kind: Pod, name: web }\n  path';

describe('runChecks', () => {
  const holding = [
    `${pod}: status.phase\n  equals: Pending`,
    `${pod}: status.phase\n  matches: ^Pend`,
    `${pod}: spec.containers[*].image\n  contains: 'a:'`,
    `${pod}: spec.containers\n  exists: true`,
    `${pod}: spec.volumes\n  exists: false`,
    `${pod}: metadata.name\n  lacks: x`,
    '- logs: { pod: web }\n  matches: ^two$',
    '- kubectl: kubectl get pods\n  contains: ran kubectl get pods',
    '- file: web.yaml\n  contains: "kind: Pod"',
    '- file: other.yaml\n  exists: false',
  ];
  for (const yaml of holding) {
    it(`passes ${yaml.replaceAll('\n', ' ')}`, async () => assert.equal((await check(yaml)).passed, true));
  }

  const failing: readonly [string, string][] = [
    [`${pod}: status.phase\n  equals: Running`, 'status.phase of Pod web: found "Pending". Expected "Running".'],
    [`${pod}: status.restarts\n  atLeast: 3`, 'status.restarts of Pod web: nothing is there. Expected 3 or more.'],
    [
      '- object: { kind: Pod, name: gone }\n  exists: true',
      'Pod gone: There is no Pod "gone". Expected something there.',
    ],
    [
      '- logs: { pod: web, container: app }\n  contains: three',
      'The log of container app in Pod web: found a text. Expected "three" in it.',
    ],
    ['- file: other.yaml\n  contains: x', 'The file other.yaml: There is no file other.yaml. Expected "x" in it.'],
  ];
  for (const [yaml, text] of failing) {
    it(`says what it found: ${text}`, async () => {
      const { passed, findings } = await check(yaml);
      assert.equal(passed, false);
      assert.deepEqual(findings, [{ passed: false, text }]);
    });
  }

  it('says why it matters, and answers the first mistake whose conditions all hold', async () => {
    const mistake = (value: string, answer: string): string =>
      `\`\`\`misconception\nwhen:\n  ${pod.replace('\n', '\n  ')}: status.phase\n    equals: ${value}\n  - not: { file: web.yaml, contains: Job }\nanswer: ${answer}\n\`\`\`\n`;
    const blocks = mistake('Failed', 'no') + mistake('Pending', 'this one') + mistake('Pending', 'too late');
    const result = await check(`${pod}: status.phase\n  equals: Running\n  why: it must`, contextWith(), blocks);
    assert.equal(result.findings[0]?.why, 'it must');
    assert.equal(result.misconception, 'this one');
  });

  it('makes a finding of a cluster that cannot be reached', async () => {
    const away = contextWith({}, () => {
      throw new Error('the cluster has stopped');
    });
    for (const expectation of ['equals: Running', 'exists: false', 'lacks: x']) {
      const { passed, findings } = await check(`${pod}: status.phase\n  ${expectation}`, away);
      assert.equal(passed, false);
      assert.match(findings[0]?.text ?? '', /the cluster has stopped/);
    }
    assert.equal((await check('- file: other.yaml\n  lacks: x')).passed, false);
  });
});

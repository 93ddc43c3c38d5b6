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
    if (request.path.endsWith('/pods/web/log')) return { code: 200, body: 'one\ntwo\n', contentType: 'text/plain' };
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
    [`${pod}: status.phase\n  equals: Running`, 'status.phase of Pod web: there is "Pending". It should be "Running".'],
    [
      `${pod}: status.restarts\n  atLeast: 3`,
      'status.restarts of Pod web: there is nothing yet. It should be 3 or more.',
    ],
    ['- object: { kind: Pod, name: gone }\n  exists: true', 'There is no Pod gone in the cluster yet: apply the file.'],
    [
      '- logs: { pod: web, container: app }\n  contains: three',
      'The log of container app in Pod web: there is another text. It should contain "three".',
    ],
    ['- file: other.yaml\n  contains: x', 'The file other.yaml: There is no file other.yaml. It should contain "x".'],
  ];
  for (const [yaml, text] of failing) {
    it(`says what it found: ${text}`, async () => {
      const { passed, findings } = await check(yaml);
      assert.equal(passed, false);
      assert.deepEqual(findings, [{ passed: false, text }]);
    });
  }

  it('says in the author’s words what is missing', async () => {
    const { findings } = await check(`${pod}: status.phase\n  equals: Running\n  otherwise: It does not run yet.\n`);
    assert.deepEqual(findings, [{ passed: false, text: 'It does not run yet.' }]);
  });

  it('says once that an object is not there', async () => {
    const gone = '- object: { kind: Pod, name: gone }\n  path';
    const yaml = `${gone}: status.phase\n  equals: Running\n${gone}: spec\n  exists: true\n- logs: { pod: gone }\n  contains: x`;
    const { findings } = await check(yaml);
    assert.deepEqual(findings, [{ passed: false, text: 'There is no Pod gone in the cluster yet: apply the file.' }]);
  });

  const refused: readonly [string, RegExp][] = [
    ['kind: Pod\nspec:\n  - a\n  b: c\n', /^web\.yaml cannot be read as YAML\. Look at line 4: /],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  emptyDir: {}\n  containers: [{ name: a, image: a }]\n',
      /^The cluster would not take web\.yaml: unknown field "spec\.emptyDir"\. Look at line 5\.$/,
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: A_b\n      image: a\n',
      /^The cluster would not take web\.yaml: spec\.containers\[0\]\.name: .* Look at line 6\.$/,
    ],
  ];
  for (const [text, finding] of refused) {
    it(`says first what is wrong with the file: ${finding.source}`, async () => {
      const context = contextWith({ readFile: async () => text });
      const blocks = [
        '```solution\nfiles: { web.yaml: web.yaml }\n```\n',
        `\`\`\`misconception\nwhen:\n  ${pod.replace('\n', '\n  ')}: status.phase\n    equals: Pending\nanswer: of the cluster\n\`\`\`\n`,
      ].join('');
      const { findings, misconception } = await check(`${pod}: status.phase\n  equals: Running`, context, blocks);
      assert.match(findings[0]?.text ?? '', finding);
      assert.equal(misconception, undefined);
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

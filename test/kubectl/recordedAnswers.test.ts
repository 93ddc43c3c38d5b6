import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ApiClient } from '../../src/api/client.ts';
import { readDocuments } from '../../src/kubectl/manifestText.ts';
import { yamlText } from '../../src/kubectl/yamlText.ts';
import { runWith, Terminal } from './fakeHost.ts';

/** Words of the real YAML reader that this one finds others for. */
const exceptions = new Set(['x-cronjob-bad-schedule-unquoted', 'x-yaml-bad-brace']);

function readRecorded<T>(name: string): T[] {
  const text = readFileSync(new URL(`recorded/${name}.jsonl`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** What kubectl 1.34 printed for a real server. */
const outputs = new Map(
  readRecorded<{ cmd: string; stdout: string }>('outputs').map(({ cmd, stdout }) => [cmd, stdout]),
);

describe('answers recorded from the real kubectl', () => {
  for (const { name, manifest, stdout, stderr } of readRecorded<Record<string, string>>('refusedByKubectl')) {
    if (name === undefined || manifest === undefined || exceptions.has(name)) continue;
    it(`are given to the manifest ${name}`, async () => {
      const terminal = new Terminal();
      terminal.files.set('./manifest.yaml', manifest);
      const ran = await terminal.run('create', '-f', './manifest.yaml', '--dry-run=server');
      assert.deepEqual({ stdout: ran.stdout, stderr: ran.stderr }, { stdout, stderr });
    });
  }

  for (const [command, stdout] of outputs) {
    if (!stdout.startsWith('apiVersion')) continue;
    it(`are written in the YAML of ${command}`, () => {
      const [document] = readDocuments(stdout);
      assert.ok(document && document.problem === undefined);
      assert.equal(yamlText(document.value), stdout);
    });
  }

  it('describe a Pod in the same lines', async () => {
    const [pod] = readDocuments(outputs.get('kubectl get pod web -o yaml') ?? '');
    assert.ok(pod && pod.problem === undefined);
    const { uid } = (pod.value as { metadata: { uid: string } }).metadata;
    const scheduled = {
      type: 'Normal',
      reason: 'Scheduled',
      message: 'Successfully assigned x-pods/web to node-1',
      involvedObject: { uid },
      eventTime: '2026-11-22T08:14:31.000000Z',
      reportingComponent: 'default-scheduler',
    };
    const client: ApiClient = {
      send: async ({ path }) => ({ code: 200, body: path.endsWith('/events') ? { items: [scheduled] } : pod.value }),
      open: async () => ({ response: { code: 500, body: {} } }),
    };
    const ran = await runWith(client, new Map(), () => Date.UTC(2026, 10, 22, 8, 14, 35), ['describe', 'pod', 'web']);
    assert.equal(ran.stdout, outputs.get('kubectl describe pod web'));
  });
});

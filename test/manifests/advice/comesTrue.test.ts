import assert from 'node:assert/strict';
import { diagnose } from '../../../src/manifests/diagnostics.ts';
import { applyEdits } from '../../../src/manifests/edits/applyEdits.ts';
import { fixesFor } from '../../../src/manifests/fixes.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { linesOf, pod, predicted } from '../predicted.ts';
import { workloadWith } from './manifests.ts';

const container = (text: string) => pod(`containers:\n- {name: app, ${text}}`);
const busybox = (command: string) => container(`image: 'busybox:1.36', command: ${command}`);
const nginx = (more: string) => container(`image: 'nginx:1.27', ${more}`);

/** Manifests of which a rule warns, and what a cluster then shows, as the trial of manifests calls it. */
const warned: readonly (readonly [rule: string, outcome: string, manifest: string])[] = [
  ['one-shot-command', 'ends-and-restarts', busybox('[echo, hello]')],
  ['one-shot-command', 'ends-and-restarts', busybox("[sh, -c, 'env | sort; sleep 5']")],
  ['one-shot-command', 'ends-and-restarts', container("image: 'alpine:3.22'")],
  ['command-in-one-string', 'cannot-start', busybox("['sleep 1000']")],
  ['script-in-pieces', 'crash', busybox("[sh, -c, sleep, '1000']")],
  ['shell-syntax-without-shell', 'crash', busybox("[sleep, '1', '&&', sleep, '1000']")],
  ['image-name', 'image', container("image: 'Nginx:1.27'")],
  [
    'unknown-probe-port',
    'probe-never-passes',
    nginx('ports: [{name: http, containerPort: 80}], readinessProbe: {httpGet: {port: web}}'),
  ],
  ['resource-unit', 'pending', nginx('resources: {requests: {cpu: 250}}')],
  ['resource-unit', 'cannot-start', nginx('resources: {limits: {memory: 128}}')],
  [
    'same-port-in-pod',
    'port-conflict',
    pod(
      "containers:\n- {name: app, image: 'nginx:1.27', ports: [{containerPort: 80}]}\n- {name: b, image: 'httpd:2.4', ports: [{containerPort: 80}]}",
    ),
  ],
  [
    'endless-init-container',
    'init-never-ends',
    pod(
      "initContainers:\n- {name: i, image: 'busybox:1.36', command: [sh, -c, 'touch /a; tail -F /a']}\ncontainers:\n- {name: app, image: 'nginx:1.27'}",
    ),
  ],
  [
    'sidecar-in-job',
    'job-never-ends',
    workloadWith(
      'Job',
      "restartPolicy: Never\ncontainers:\n- {name: work, image: 'busybox:1.36', command: [sleep, '5']}\n- {name: b, image: 'busybox:1.36', command: [sh, -c, 'while true; do sleep 1; done']}",
    ),
  ],
  [
    'external-name-address',
    'dns',
    'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: ExternalName, externalName: 192.0.2.1}\n',
  ],
];

describe('what advice warns of comes true in a cluster', () => {
  for (const [rule, outcome, manifest] of warned) {
    it(`${rule}: ${outcome}, and not after its first fix`, () => {
      const happens = (text: string) => linesOf(predicted(text)).filter((line) => line.includes(` ${outcome}: `));
      assert.notDeepEqual(happens(manifest), []);
      const file = readManifests(manifest);
      const diagnostic = diagnose(file).find(({ code }) => code === `advice/${rule}`);
      assert.equal(diagnostic?.severity, 'warning');
      const fix = fixesFor(file, diagnostic)[0];
      if (fix) assert.deepEqual(happens(applyEdits(manifest, fix.edits)), [], fix.title);
    });
  }
});

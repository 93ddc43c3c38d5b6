import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { diagnose } from '../../../src/manifests/diagnostics.ts';
import { applyEdits } from '../../../src/manifests/edits/applyEdits.ts';
import { fixesFor } from '../../../src/manifests/fixes.ts';
import { readManifests } from '../../../src/manifests/manifestFile.ts';
import { fixesOf } from '../markedYaml.ts';
import { podWith, serviceWith, workloadWith } from './manifests.ts';

function checkFix(before: string, title: string, after: string): void {
  const fixes = fixesOf(before);
  assert.ok(fixes.has(title), `no fix "${title}", only ${[...fixes.keys()].join(' | ')}`);
  assert.equal(fixes.get(title), after);
}

const app = (lines: string) => podWith(`containers:\n  - name: app\n    image: example.com/app:1\n${lines}`);

describe('fixes of advice', () => {
  it('move a sidecar to where it is one', () => {
    const shipper =
      '  # ships the logs\n  - name: shipper\n    image: fluent/fluent-bit:3.0\n    restartPolicy: Always\n';
    const main = 'containers:\n  - name: app\n    image: nginx:1.27\n';
    const title = 'Move shipper to initContainers, as a sidecar';
    checkFix(podWith(`${main}${shipper}`), title, podWith(`initContainers:\n${shipper}${main}`));
    const first = 'initContainers:\n  - name: first\n    image: example.com/first:1\n';
    checkFix(podWith(`${first}${main}${shipper}`), title, podWith(`${first}${shipper}${main}`));
    const alone = podWith('containers:\n  - name: app\n    image: nginx:1.27\n    restartPolicy: Always');
    assert.deepEqual(
      [...fixesOf(alone).keys()].filter((name) => name.startsWith('Move')),
      [],
    );
  });

  it('make the helper of a Job a sidecar', () => {
    const helper = '  - name: shipper\n    image: fluent/fluent-bit:3.0\n';
    const work = 'containers:\n  - name: work\n    image: example.com/work:1\n';
    checkFix(
      workloadWith('Job', `restartPolicy: Never\n${work}${helper}`),
      'Move shipper to initContainers, as a sidecar',
      workloadWith('Job', `restartPolicy: Never\ninitContainers:\n${helper}    restartPolicy: Always\n${work}`),
    );
  });

  it('split a command line, or give it to a shell', () => {
    const split = 'Write each word as an item of its own';
    checkFix(app('    command: ["serve --port 80"]'), split, app('    command: ["serve", "--port", "80"]'));
    checkFix(
      app('    command:\n      - serve --all # everything'),
      split,
      app('    command:\n      - serve # everything\n      - "--all"'),
    );
    checkFix(app('    command: ["a && b"]'), 'Let a shell read it: sh -c', app('    command: ["sh", "-c", "a && b"]'));
  });

  it('give operators to a shell, and write variables with round brackets', () => {
    checkFix(
      app('    command: [prepare, "it\'s", "&&", serve]\n    args: [--all]'),
      'Let a shell read it: sh -c',
      app(`    command: [sh, "-c", "prepare 'it'\\\\''s' && serve --all"]`),
    );
    const env = '\n    env: [{ name: NAME, value: a }]';
    checkFix(app(`    args: ["--name=$NAME"]${env}`), 'Write $(NAME)', app(`    args: ["--name=$(NAME)"]${env}`));
  });

  it('join a script', () => {
    const title = 'Write the script as one item';
    checkFix(app('    command: [sh, -c, sleep, "100"]'), title, app('    command: [sh, -c, sleep 100]'));
    checkFix(
      app('    command: [sh, -c]\n    args:\n      - sleep\n      - "100"'),
      title,
      app('    command: [sh, -c]\n    args:\n      - sleep 100'),
    );
    checkFix(app('    command: [sh, -c, sleep]\n    args: ["100"]'), title, app('    command: [sh, -c, sleep 100]'));
    assert.deepEqual(
      [...fixesOf(app('    args: []\n    command: [sh, -c, echo a, echo b]')).keys()].filter((one) => one === title),
      [],
    );
  });

  it('move a variable behind those it is made from', () => {
    const url = '      - name: URL\n        value: http://$(HOST)\n';
    const host = '      - name: HOST\n        value: web\n';
    checkFix(app(`    env:\n${url}${host}`), 'Move URL to the end of env', app(`    env:\n${host}${url}`));
  });

  it('need only one field', () => {
    const spec = (fields: string) => podWith(`${fields}containers: [{ name: app, image: "nginx:1.27" }]`);
    checkFix(spec('dnsPolicy: Default\n'), 'Remove dnsPolicy: ClusterFirst is the default', spec(''));
    checkFix(
      spec('hostNetwork: true\ndnsPolicy: ClusterFirst\n'),
      'Write ClusterFirstWithHostNet',
      spec('hostNetwork: true\ndnsPolicy: ClusterFirstWithHostNet\n'),
    );
    const ports = (port: number) =>
      `clusterIP: None\nselector: { app: web }\nports: [{ port: ${port}, targetPort: 8080 }]`;
    checkFix(serviceWith(ports(80)), 'Write 8080, the port that works', serviceWith(ports(8080)));
    checkFix(
      app('    resources: { limits: { memory: 128 } }'),
      'Write 128Mi',
      app('    resources: { limits: { memory: 128Mi } }'),
    );
    const image = (text: string) => podWith(`containers: [{ name: app, image: "${text}" }]`);
    checkFix(image('https://GHCR.io/A/B:V1'), 'Write ghcr.io/a/b:V1', image('ghcr.io/a/b:V1'));
    checkFix(
      app('    lifecycle: { preStop: { exec: { command: [sleep, "40"] } } }'),
      'Raise terminationGracePeriodSeconds to 70',
      podWith(
        `terminationGracePeriodSeconds: 70\n${'containers:\n  - name: app\n    image: example.com/app:1\n    lifecycle: { preStop: { exec: { command: [sleep, "40"] } } }'}`,
      ),
    );
  });

  it('mend what the pages of the rules show, and break nothing', () => {
    const pages = fileURLToPath(new URL('../../../docs/rules/', import.meta.url));
    let mended = 0;
    for (const name of readdirSync(pages)) {
      const page = readFileSync(`${pages}${name}`, 'utf8');
      const id = /^# (advice\/\S+)/.exec(page)?.[1];
      if (!id) continue;
      const before = [...(page.split('## After')[0] ?? '').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
        (match) => match[1],
      );
      const file = readManifests(before.join('---\n'));
      const all = diagnose(file);
      for (const diagnostic of all.filter(({ code }) => code === id)) {
        for (const { title, edits } of fixesFor(file, diagnostic)) {
          const after = diagnose(readManifests(applyEdits(file.text, edits)));
          const count = (list: typeof all) => list.filter(({ code }) => code === id).length;
          assert.ok(count(after) < count(all), `${id}: ${title}`);
          assert.deepEqual(
            after.filter(({ severity }) => severity === 'error'),
            [],
            `${id}: ${title}`,
          );
          mended += 1;
        }
      }
    }
    assert.ok(mended >= 15, `only ${mended} fixes`);
  });
});

import assert from 'node:assert/strict';
import { typeSchema } from '../../../src/api/schema.ts';
import { meaningOfValue } from '../../../src/manifests/valueMeanings.ts';
import { completed, completionsOf } from '../markedYaml.ts';

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n';

function labels(fixture: string): string[] {
  return completionsOf(fixture).map(({ label }) => label);
}

describe('values of a closed set', () => {
  it('come each with a word on what it means', () => {
    for (const { label, documentation } of completionsOf(`${pod}      imagePullPolicy: $0`)) {
      assert.equal(documentation, meaningOfValue('Container', 'imagePullPolicy', label));
      assert.ok(documentation);
    }
    assert.deepEqual(
      labels(`${pod}      imagePullPolicy: $0`),
      typeSchema('Container').fields.get('imagePullPolicy')?.values,
    );
  });

  it('are offered in lists, at a dash, without a dash and in brackets, but not twice', () => {
    const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nspec:\n  accessModes:';
    const modes = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
    assert.deepEqual(labels(`${claim}\n    - $0`), modes);
    assert.deepEqual(labels(`${claim} [$0]`), modes);
    assert.deepEqual(labels(`${claim}\n    - ReadWriteOnce\n    - $0`), modes.slice(1));
    assert.equal(completed(`${claim}\n    $0`, 'ReadWriteMany'), `${claim}\n    - ReadWriteMany`);
    assert.equal(
      completed(`${claim}\n    - ReadWriteOnce\n    $0`, 'ReadWriteMany'),
      `${claim}\n    - ReadWriteOnce\n    - ReadWriteMany`,
    );
    assert.equal(completed(`${claim}\n    - "$0"`, 'ReadWriteMany'), `${claim}\n    - "ReadWriteMany"`);
  });
});

describe('examples of values', () => {
  it('are given for amounts and shares', () => {
    const limits = `${pod}      resources:\n        limits:\n          `;
    assert.deepEqual(labels(`${limits}$0`), ['cpu', 'memory', 'ephemeral-storage']);
    assert.ok(labels(`${limits}memory: $0`).includes('128Mi'));
    assert.equal(completed(`${limits}cpu: $0`, '1'), `${limits}cpu: 1`);
    assert.ok(
      labels(
        'apiVersion: apps/v1\nkind: Deployment\nspec:\n  strategy:\n    rollingUpdate:\n      maxSurge: $0',
      ).includes('25%'),
    );
  });

  it('are given for schedules, in quotes', () => {
    const cron = 'apiVersion: batch/v1\nkind: CronJob\nspec:\n  schedule: ';
    assert.equal(completed(`${cron}$0`, '*/5 * * * *'), `${cron}"*/5 * * * *"`);
    assert.equal(completed(`${cron}'$0'`, '0 3 * * *'), `${cron}'0 3 * * *'`);
    assert.equal(completed(`${cron}$0`, '@daily'), `${cron}"@daily"`);
  });

  it('are given for names of ports', () => {
    assert.ok(labels(`${pod}      ports:\n        - name: $0`).includes('http'));
  });
});

describe('images', () => {
  it('are those that the cluster can pull, with what they do', () => {
    const nginx = completionsOf(`${pod}      image: $0`).find(({ label }) => label.startsWith('nginx:'));
    assert.equal(nginx?.detail, 'A web server');
    assert.match(nginx?.documentation ?? '', /port 80.*MiB/);
    assert.match(nginx?.label ?? '', /^nginx:\d+\.\d+\.\d+$/);
  });

  it('have tags: the exact ones first', () => {
    const tags = labels(`${pod}      image: nginx:$0`);
    assert.ok(tags.every((tag) => tag.startsWith('nginx:')));
    assert.ok(tags.includes('nginx:1.28') && tags.includes('nginx:alpine'));
    assert.ok(tags.indexOf('nginx:1.25.5') < tags.indexOf('nginx:latest'));
    assert.equal(completed(`${pod}      image: nginx:1.2$0`, 'nginx:1.28'), `${pod}      image: nginx:1.28`);
    assert.equal(completed(`${pod}      image: "ngi$0nx:1.27"`, 'nginx:1.29.1'), `${pod}      image: "nginx:1.29.1"`);
  });
});

describe('prose, scripts and comments', () => {
  it('get no completion', () => {
    for (const fixture of [
      `${pod}      # $0`,
      `${pod}      image: x # $0`,
      `${pod}      command: ["sh", "-c", "echo $0"]`,
      `${pod}      args:\n        - |\n          if true; then\n            ec$0\n`,
      `${pod}      args:\n        - |\n          - $0\n`,
      `${pod}      args:\n        - >-\n          restart$0\n`,
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  app.conf: |\n    kind: $0\n',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  annotations:\n    note: some words and $0\n',
      'services:\n  web:\n    $0\n',
    ]) {
      assert.deepEqual(labels(fixture), [], fixture);
    }
  });
});

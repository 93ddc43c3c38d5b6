import assert from 'node:assert/strict';
import { completionsAt } from '../../src/manifests/completion.ts';
import { completed, completionsOf } from './markedYaml.ts';

const podHead = `apiVersion: v1
kind: Pod
metadata:
  name: web
`;

function labels(fixture: string): string[] {
  return completionsOf(fixture).map(({ label }) => label);
}

describe('completion of fields', () => {
  it('offers the missing fields of a container, required ones first', () => {
    const fields = labels(`${podHead}spec:\n  containers:\n    - image: x\n      $0\n`);
    assert.equal(fields[0], 'name');
    assert.ok(fields.includes('volumeMounts') && !fields.includes('image'));
  });

  it('works at a dash, in a half-written word, in flow style and at the root', () => {
    assert.equal(labels(`${podHead}spec:\n  containers:\n    - $0\n`)[0], 'name');
    assert.ok(labels(`${podHead}spec:\n  contai$0\n`).includes('containers'));
    assert.ok(labels(`${podHead}spec:\n  contai$0ners:\n    - name: x\n`).includes('containers'));
    assert.ok(labels(`${podHead}spec: { contai$0 }\n`).includes('containers'));
    assert.ok(labels(`${podHead}spec:\n  containers: [{ name: app, im$0 }]\n`).includes('image'));
    assert.deepEqual(labels(`${podHead}$0\n`), ['spec']);
  });

  it('leaves out what the system sets', () => {
    const fields = labels('apiVersion: v1\nkind: Pod\nmetadata:\n  $0\n');
    assert.ok(fields.includes('labels') && !fields.includes('uid') && !fields.includes('creationTimestamp'));
  });

  it('begins a file', () => {
    assert.deepEqual(
      labels('$0').filter((label) => /^[a-z]/.test(label)),
      ['apiVersion', 'kind', 'metadata'],
    );
    assert.deepEqual(labels('apiVersion: v1\nki$0'), ['kind', 'metadata']);
    assert.deepEqual(labels('services: {}\nx$0'), []);
  });

  it('writes what must follow the key', () => {
    assert.equal(
      completed(`${podHead}spec:\n  con$0`, 'containers'),
      `${podHead}spec:\n  containers:\n    - name: \n      image: `,
    );
    assert.equal(completed(`${podHead}sp$0`, 'spec'), `${podHead}spec:\n  containers:\n    - name: \n      image: `);
    assert.equal(
      completed(`${podHead}spec:\n  containers:\n  - $0`, 'name'),
      `${podHead}spec:\n  containers:\n  - name: `,
    );
    assert.equal(
      completed(`${podHead}spec:\n  rest$0art: Never`, 'restartPolicy'),
      `${podHead}spec:\n  restartPolicy: Never`,
    );
  });
});

describe('completion of values', () => {
  it('offers the closed set of values', () => {
    assert.deepEqual(labels(`${podHead}spec:\n  restartPolicy: $0\n`), ['Always', 'OnFailure', 'Never']);
    assert.deepEqual(labels(`${podHead}spec:\n  restartPolicy: Al$0ways\n`), ['Always', 'OnFailure', 'Never']);
    assert.deepEqual(labels(`${podHead}spec: { restartPolicy: $0 }\n`), ['Always', 'OnFailure', 'Never']);
    assert.deepEqual(labels(`${podHead}spec:\n  hostNetwork: $0\n`), ['true', 'false']);
    assert.equal(
      completed(`${podHead}spec:\n  restartPolicy: Al$0`, 'Always'),
      `${podHead}spec:\n  restartPolicy: Always`,
    );
  });

  it('offers the volumes of the Pod to a mount', () => {
    const volumes = '  volumes:\n    - name: logs\n      emptyDir: {}\n    - name: tmp\n      configMap: { name: x }\n';
    const fixture = `${podHead}spec:\n${volumes}  containers:\n    - name: app\n      volumeMounts:\n        - name: $0\n`;
    assert.deepEqual(
      completionsOf(fixture).map(({ label, detail, kind }) => [label, detail, kind]),
      [
        ['logs', 'emptyDir', 'reference'],
        ['tmp', 'configMap', 'reference'],
      ],
    );
  });

  it('offers kinds and versions', () => {
    assert.ok(labels('apiVersion: v1\nkind: $0').includes('Pod'));
    assert.deepEqual(labels('apiVersion: $0\nkind: Pod'), ['v1']);
  });

  it('is silent in comments, block texts and free text', () => {
    assert.deepEqual(labels(`${podHead}spec:\n  # rest$0\n`), []);
    assert.deepEqual(labels(`apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    res$0\n`), []);
    assert.deepEqual(labels(`${podHead}spec:\n  hostname: $0\n`), []);
    assert.deepEqual(labels('{{ .Values.x }}\napiVersion: v1\nkind: Pod\nspec:\n  $0\n'), []);
  });
});

describe('completion inside words', () => {
  const text = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: a\n      image: b\n';
  const offered = (line: string) => completionsAt(text + line, text.length + line.length).map(({ label }) => label);

  it('offers nothing behind plain words, in scripts and in quotes', () => {
    for (const line of ['      command: sleep ', '      args: "sh -c ', '  a script ', '    - sleep 10 ']) {
      assert.deepEqual(offered(line), [], line);
    }
  });

  it('offers what belongs there behind tags and anchors and in flow style', () => {
    for (const line of ['      imagePullPolicy: !!str ', '      imagePullPolicy: &a ']) {
      assert.ok(offered(line).includes('Always'), line);
    }
    assert.ok(offered('      securityContext: {privileged: true, ').includes('runAsUser'));
  });
});

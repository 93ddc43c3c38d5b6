import assert from 'node:assert/strict';
import { fixesOf } from './markedYaml.ts';

const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n';
const mount =
  '  containers:\n    - name: app\n      image: x\n      volumeMounts:\n        - name: logs\n          mountPath: /logs\n';

describe('quick fixes', () => {
  it('rename a misspelt field', () => {
    const fixes = fixesOf(`${head}  restartpolicy: Always\n  containers: [{ name: a, image: b }]\n`);
    assert.equal(
      fixes.get('Rename to restartPolicy'),
      `${head}  restartPolicy: Always\n  containers: [{ name: a, image: b }]\n`,
    );
  });

  it('add the volume that a mount names', () => {
    const title = 'Add an emptyDir volume called logs';
    assert.equal(
      fixesOf(`${head}${mount}`).get(title),
      `${head}  volumes:\n    - name: logs\n      emptyDir: {}\n${mount}`,
    );
    const volumes = '  volumes:\n    - name: tmp\n      emptyDir: {}\n';
    assert.equal(
      fixesOf(`${head}${volumes}${mount}`).get(title),
      `${head}  volumes:\n    - name: logs\n      emptyDir: {}\n    - name: tmp\n      emptyDir: {}\n${mount}`,
    );
    assert.equal(
      fixesOf(`${head}${volumes}${mount}`).get('Mount the volume tmp'),
      `${head}${volumes}${mount.replace('name: logs', 'name: tmp')}`,
    );
  });
});

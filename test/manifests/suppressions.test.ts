import assert from 'node:assert/strict';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { suppressionsIn } from '../../src/manifests/suppressions.ts';
import { checkDiagnostics } from './markedYaml.ts';

const sidecar = (comment: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1
    - name: shipper
      image: example.com/app:1
${comment}
      restartPolicy: Always
`;
const said = `      ^^^^^^^^^^^^^ advice/sidecar-in-containers: initContainers\n`;

describe('a comment that silences a rule', () => {
  it('is heard in the line before, by id, by name, among others, or for all', () => {
    for (const rules of [
      'advice/sidecar-in-containers',
      'sidecar-in-containers',
      'advice/x, sidecar-in-containers',
      '',
    ]) {
      checkDiagnostics(sidecar(`      # pod-labs-disable-next-line ${rules}`));
    }
    checkDiagnostics(sidecar('      # pod-labs-disable-next-line sidecar-in-containers\n\n      # it is meant so'));
    checkDiagnostics(sidecar('      # pod-labs-disable-next-line sidecar-in-containers').replaceAll('\n', '\r\n'));
  });

  it('says nothing of other rules and other lines, and is no comment in a value', () => {
    checkDiagnostics(`${sidecar('      # pod-labs-disable-next-line advice/x')}${said}`);
    checkDiagnostics(`${sidecar('      # pod-labs-disable-next-line\n      workingDir: /')}${said}`);
    checkDiagnostics(`${sidecar('      workingDir: "# pod-labs-disable-next-line"')}${said}`);
  });

  it('in a long row all speak of the same line, and are read once', () => {
    const suppressions = suppressionsIn(`a: 1\n${'# pod-labs-disable-next-line x\n# or so\n'.repeat(30_000)}b: 2\n`);
    assert.equal(suppressions.length, 30_000);
    assert.deepEqual([...new Set(suppressions.map(({ start }) => start))], [5 + 30_000 * 39]);
  });

  it('cannot silence what is not YAML', () => {
    const text = 'apiVersion: v1\n# pod-labs-disable-next-line\nkind: "Pod\n';
    assert.deepEqual(
      diagnose(readManifests(text)).map(({ code }) => code),
      ['syntax/unclosed-quote'],
    );
  });
});

describe('severities', () => {
  it('are changed and switched off by the id of a rule', () => {
    const file = readManifests(sidecar('      # it is meant so'));
    const withSeverity = (severity: 'error' | 'off') =>
      diagnose(file, { severities: new Map([['advice/sidecar-in-containers', severity]]) });
    assert.deepEqual(
      withSeverity('error').map(({ severity }) => severity),
      ['error'],
    );
    assert.deepEqual(withSeverity('off'), []);
    assert.equal(diagnose(file)[0]?.severity, 'warning');
  });
});

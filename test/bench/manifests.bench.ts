import { diagnose } from '../../src/manifests/diagnostics.ts';
import { hoverAt } from '../../src/manifests/hover.ts';
import { type ManifestFile, readManifests } from '../../src/manifests/manifestFile.ts';
import { bench, millisecondsOf } from './benchmark.ts';

/** One Pod of some 100 lines, or of some 1,000, in a single document: the worst case for a keystroke. */
function podOf(containers: number): string {
  const container = (index: number) =>
    [
      `    - name: app-${index}`,
      '      image: busybox:1.36',
      "      command: ['sh', '-c', 'while true; do date; sleep 2; done']",
      '      env:',
      '        - name: GREETING',
      '          value: hello',
      '      resources:',
      '        limits: { cpu: 100m, memory: 64Mi }',
      '      volumeMounts:',
      '        - { name: logs, mountPath: /logs }',
    ].join('\n');
  const head =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  volumes:\n    - name: logs\n      emptyDir: {}\n';
  return `${head}  containers:\n${Array.from({ length: containers }, (_, index) => container(index)).join('\n')}\n`;
}

/** Diagnoses the text after a letter was typed in its last line, the editor warm from earlier keystrokes. */
function keystroke(text: string): number {
  let file: ManifestFile = readManifests(text);
  diagnose(file);
  for (const letter of 'warming') {
    file = readManifests(text + letter, file);
    diagnose(file);
  }
  const typed = text.replace('hello', 'hello!');
  return millisecondsOf(() => diagnose(readManifests(typed, file)));
}

bench('manifests: keystroke to diagnostics, 100 lines', 'ms', () => keystroke(podOf(9)));
bench('manifests: keystroke to diagnostics, 1,000 lines', 'ms', () => keystroke(podOf(99)));

bench('manifests: hover, warm', 'ms', () => {
  const text = podOf(9);
  const file = readManifests(text);
  const offset = text.lastIndexOf('mountPath');
  for (let i = 0; i < 5; i++) hoverAt(file, offset);
  return millisecondsOf(() => hoverAt(file, offset));
});

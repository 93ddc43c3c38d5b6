import { completionsAt } from '../../src/manifests/completion.ts';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { hoverAt } from '../../src/manifests/hover.ts';
import { type ManifestFile, readManifests, withoutTrees } from '../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../src/manifests/manifestSet.ts';
import { bench, heapKiBOf, millisecondsOf } from './benchmark.ts';
import { applicationOf, podOf, shopOf } from './manifestTexts.ts';

/** Diagnoses the text after something was typed in it, the editor warm from earlier keystrokes. */
function keystroke(text: string, before: string): number {
  let file: ManifestFile = readManifests(text);
  diagnose(file);
  const at = text.indexOf(before, text.length / 2);
  const typed = (letters: string) => text.slice(0, at) + letters + text.slice(at);
  for (let count = 1; count < 8; count += 1) {
    file = readManifests(typed('x'.repeat(count)), file);
    diagnose(file);
  }
  const last = typed('warm');
  return millisecondsOf(() => diagnose(readManifests(last, file)));
}

const largest = shopOf(200);

bench('manifests: keystroke to diagnostics, 100 lines', 'ms', () => keystroke(podOf(9), 'hello'));
bench('manifests: keystroke to diagnostics, 1,000 lines', 'ms', () => keystroke(podOf(99), 'hello'));
bench('manifests: the same in 30 documents of 1,000 lines', 'ms', () => keystroke(shopOf(10), 'maxSurge'));
bench('manifests: the same in 600 documents of 20,000 lines', 'ms', () => keystroke(largest, 'maxSurge'));

bench('manifests: open and diagnose 20,000 lines', 'ms', () => {
  // Another text each time: nothing of it is known yet.
  const text = largest.replaceAll('replicas: 3', `replicas: ${Math.round(performance.now())}`);
  return millisecondsOf(() => diagnose(readManifests(text)));
});

bench('manifests: turn away 10 MB', 'ms', () => {
  const text = largest.repeat(25);
  return millisecondsOf(() => diagnose(readManifests(text)));
});

const workspace = Array.from({ length: 1000 }, (_, index) => applicationOf(`app-${index}`));

function readWorkspace(): [string, ManifestFile][] {
  return workspace.map((text, index) => [`${index}.yaml`, readManifests(text)]);
}

bench('manifests: read a workspace of 1,000 files', 'ms', () => millisecondsOf(() => readWorkspace()));
bench('manifests: join 1,000 files that are read', 'ms', () => {
  const files = readWorkspace();
  return millisecondsOf(() => new ManifestSet(files, { world: 'closed' }));
});
bench('manifests: memory of a workspace of 1,000 files', 'KiB', () =>
  heapKiBOf(() => readWorkspace().map(([name, file]) => [name, withoutTrees(file)])),
);
bench('manifests: keystroke in a workspace of 1,000 files', 'ms', () => {
  const files = new Map(readWorkspace());
  const type = (letters: string) => {
    const text = applicationOf('app-500').replace('maxSurge', `${letters}maxSurge`);
    const typed = readManifests(text, files.get('500.yaml'));
    files.set('500.yaml', typed);
    const set = new ManifestSet(files, { world: 'closed' });
    return diagnose(typed, { around: { set, file: '500.yaml' } });
  };
  for (let count = 0; count < 8; count += 1) type('x'.repeat(count));
  return millisecondsOf(() => type('warm'));
});

/** So long does a hover or completion take at each of the places, on average. */
function perPlace(text: string, words: readonly string[], ask: (offset: number) => unknown): number {
  const offsets = words.map((word) => text.lastIndexOf(word));
  for (const offset of offsets) ask(offset);
  return millisecondsOf(() => offsets.forEach(ask)) / offsets.length;
}

const places = ['mountPath', 'name: GREETING', 'busybox', 'cpu', 'emptyDir', 'kind', 'sleep'];

bench('manifests: hover, warm, 100 lines', 'ms', () => {
  const text = podOf(9);
  const file = readManifests(text);
  return perPlace(text, places, (offset) => hoverAt(file, offset));
});
bench('manifests: hover, warm, 1,000 lines', 'ms', () => {
  const text = podOf(99);
  const file = readManifests(text);
  return perPlace(text, places, (offset) => hoverAt(file, offset));
});
bench('manifests: hover, warm, 20,000 lines', 'ms', () => {
  const file = readManifests(largest);
  return perPlace(largest, ['maxSurge', 'fieldPath', 'targetPort', 'sizeLimit'], (offset) => hoverAt(file, offset));
});
bench('manifests: completion, 1,000 lines', 'ms', () => {
  const text = podOf(99);
  return perPlace(text, ['mountPath', 'image', 'limits'], (offset) => completionsAt(text, offset));
});

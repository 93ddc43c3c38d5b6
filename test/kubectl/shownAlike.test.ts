import assert from 'node:assert/strict';
import { ensureRealKubectl } from '../../scripts/realKubectl.ts';
import { documentValues } from '../oracle/manifestDocuments.ts';
import { readCorpus } from '../oracle/oracleCases.ts';
import { withAgesOf } from '../scenarios/sameOutput.ts';
import { BothKubectls, type Said } from './bothKubectls.ts';
import { clusterToShow, createIn, createShownObjects, shownNamespace } from './shownObjects.ts';

const installMs = 180_000;
const commandMs = 60_000;

const namespacedKinds =
  'configmaps,controllerrevisions,cronjobs,daemonsets,deployments,endpoints,endpointslices,events,horizontalpodautoscalers,ingresses,jobs,leases,limitranges,networkpolicies,persistentvolumeclaims,poddisruptionbudgets,pods,replicasets,replicationcontrollers,resourcequotas,rolebindings,roles,secrets,serviceaccounts,services,statefulsets';
const clusterKinds =
  'clusterrolebindings,clusterroles,namespaces,nodes,persistentvolumes,priorityclasses,storageclasses';
const fields = '{range .items[*]}{.kind}{" "}{.metadata}{"\\n"}{.spec}{"\\n"}{.status.conditions[*].type}{"\\n"}{end}';
const columns =
  'NAME:.metadata.name,SPEC:.spec,DATA:.data,CONDITIONS:.status.conditions[*].type,LABELS:.metadata.labels';

/** What is asked of all kinds at once; describe follows, of each kind by itself. */
const shows: readonly (readonly string[])[] = [
  [],
  ['-o', 'wide'],
  ['-o', 'yaml'],
  ['-o', 'json'],
  ['-o', 'name'],
  ['--show-labels'],
  ['-L', 'app,tier', '--no-headers'],
  ['-o', `jsonpath=${fields}`],
  ['-o', `custom-columns=${columns}`],
];

describe('both kubectls show the same', () => {
  let both: BothKubectls;

  before(async function () {
    this.timeout(installMs);
    const { program } = await ensureRealKubectl();
    const cases = readCorpus().filter(({ results }) => results.length > 0 && results.every(({ accepted }) => accepted));
    const namespaces = cases.map((_one, index) => `case-${index}`);
    const cluster = clusterToShow([shownNamespace, ...namespaces]);
    createShownObjects(cluster);
    cases.forEach(({ manifest }, index) => {
      for (const value of documentValues(manifest)) createIn(cluster, namespaces[index] ?? '', value);
    });
    both = new BothKubectls(cluster, program);
    await both.open();
  });

  after(() => both?.close());

  for (const show of shows) {
    it(`get ${show.join(' ').slice(0, 30)}`, async function () {
      this.timeout(commandMs);
      await compare(['get', namespacedKinds, '-A', ...show]);
      await compare(['get', clusterKinds, ...show]);
    });
  }

  // More than a dozen objects that are equal in the field come in an order of Go's sort; here they stay as they were.
  for (const path of ['.metadata.uid', '.spec.nothing']) {
    it(`get --sort-by=${path}`, async function () {
      this.timeout(commandMs);
      for (const kind of ['pods', 'endpoints', 'limitranges']) await compare(['get', kind, '-A', `--sort-by=${path}`]);
    });
  }

  for (const kinds of [namespacedKinds, clusterKinds]) {
    it(`describe ${kinds.slice(0, 30)}…`, async function () {
      this.timeout(commandMs);
      await compare(['describe', kinds, ...(kinds === namespacedKinds ? ['-A'] : [])]);
    });
  }

  async function compare(words: readonly string[]): Promise<void> {
    both.setClocks();
    const { builtIn, real } = await both.run(words);
    const wanted = comparableLines(real);
    assert.deepEqual(withAgesOf(wanted, comparableLines(builtIn)), wanted, `kubectl ${words.join(' ')}`);
  }
});

function comparableLines({ stdout, stderr, exitCode }: Said): string[] {
  return [...withoutMapOrder(stdout.split('\n')), ...stderr.split('\n').map((line) => `! ${line}`), `? ${exitCode}`];
}

/** kubectl takes the resources of a limit in the order of a Go map, which is another each time: they are sorted here. */
function withoutMapOrder(lines: readonly string[]): string[] {
  const sorted = [...lines];
  const isLimit = (line: string | undefined) =>
    /^ ?(Container|Pod|PersistentVolumeClaim) {2,}\S+ {2,}/.test(line ?? '');
  for (let first = 0; first < sorted.length; first += 1) {
    let end = first;
    while (isLimit(sorted[end])) end += 1;
    if (end > first) sorted.splice(first, end - first, ...sorted.slice(first, end).sort());
    first = end;
  }
  return sorted;
}

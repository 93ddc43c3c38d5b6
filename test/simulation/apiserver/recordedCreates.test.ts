import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { findKind } from '../../../src/api/kinds.ts';
import type { KubernetesObject } from '../../../src/api/objects.ts';
import { pathOf } from '../../../src/api/route.ts';
import { readCorpus } from '../../oracle/oracleCases.ts';
import { makeServer } from './harness.ts';

/** The objects that differ on purpose, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'x-dns-ok-search-underscore': 'this YAML library reads `_` as a number, the server does not',
  'x-yaml-ok-octal-0o': 'this YAML library does not read `0o644` in YAML 1.1, the server does',
  'x-spread-ok-key': 'the form of a topology key is checked here, though the server lets it pass',
  'x-vol-ok-projected-empty': 'a list that is null is left out',
};

/** What is drawn or depends on the clock is masked in the recorded objects. */
function masked(object: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(object).replace(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-<random>'));
  copy.metadata.uid = '<uid>';
  copy.metadata.creationTimestamp = '<now>';
  if (copy.metadata.generateName) copy.metadata.name = `${copy.metadata.generateName}<random>`;
  return copy;
}

describe('objects as a real server stored them', () => {
  for (const { name, manifest, results, objects } of readCorpus()) {
    const [wanted] = objects;
    if (results.length !== 1 || !wanted || exceptions[name]) continue;
    // The server read the manifest as YAML 1.1, in which `on` is a boolean.
    const value = parseAllDocuments(manifest, { version: '1.1', merge: true })[0]?.toJS() as KubernetesObject;
    const info = findKind(value?.apiVersion ?? '', value?.kind ?? '');
    if (!info) continue;
    it(name, () => {
      const path = pathOf(info, value.metadata?.namespace ?? 'default');
      const query = { dryRun: 'All', fieldValidation: 'Strict' };
      const { code, body } = makeServer().send('POST', path, value, { query });
      assert.equal(code, 201, JSON.stringify(body));
      assert.deepEqual(masked(body), wanted);
    });
  }
});

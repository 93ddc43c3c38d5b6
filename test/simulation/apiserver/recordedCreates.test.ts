import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import type { ServiceSpec } from '../../../src/api/generated/objects.ts';
import { findKind } from '../../../src/api/kinds.ts';
import type { KubernetesObject, Stored } from '../../../src/api/objects.ts';
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
  const uid = (object as Stored).metadata.uid;
  const text = JSON.stringify(object).replaceAll(uid, '<uid>');
  const copy = JSON.parse(text.replace(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-<random>'));
  copy.metadata.creationTimestamp = '<now>';
  delete copy.metadata.managedFields;
  delete copy.metadata.managedFields;
  if (copy.kind === 'Service') maskAllocations(copy.spec);
  if (copy.metadata.generateName) copy.metadata.name = `${copy.metadata.generateName}<random>`;
  return copy;
}

function maskAllocations(spec: ServiceSpec): void {
  if (spec.clusterIP && spec.clusterIP !== 'None') {
    spec.clusterIP = '<clusterIP>';
    spec.clusterIPs = ['<clusterIP>'];
  }
  for (const port of spec.ports ?? []) {
    if ((port.nodePort ?? 0) > 32_767) (port as { nodePort?: unknown }).nodePort = '<nodePort>';
  }
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
      const { send } = makeServer();
      // The recorded server had no StorageClass.
      send('DELETE', '/apis/storage.k8s.io/v1/storageclasses/standard', {});
      const { code, body } = send('POST', path, value, { query });
      assert.equal(code, 201, JSON.stringify(body));
      assert.deepEqual(masked(body), wanted);
    });
  }
});

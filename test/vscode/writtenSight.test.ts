import assert from 'node:assert/strict';
import { serviceMap } from '../../src/diagrams/serviceMap/serviceMap.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { writtenSight } from '../../src/vscode/writtenSight.ts';

const template = (more = '') => `template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app${more} }] }
`;
const workload = (apiVersion: string, kind: string, spec: string, name = 'web') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec:\n  ${spec}`;

function sightOf(...texts: string[]) {
  const { documents } = readManifests(texts.join('---\n'));
  const services = documents.filter(({ kind }) => kind?.kind === 'Service');
  return writtenSight(documents, services, 'shop');
}

describe('what manifests say around their Services', () => {
  it('knows how many Pods each kind would make, where that is written', () => {
    const { planned } = sightOf(
      workload('apps/v1', 'Deployment', `replicas: 3\n  ${template()}`),
      workload('apps/v1', 'Deployment', template()),
      workload('apps/v1', 'StatefulSet', `replicas: 2\n  serviceName: db\n  ${template()}`, 'db'),
      workload('apps/v1', 'DaemonSet', template(), 'agent'),
      workload('batch/v1', 'Job', `parallelism: 4\n  ${template()}`, 'job'),
      workload(
        'batch/v1',
        'CronJob',
        `jobTemplate:\n    spec:\n      template: { metadata: { labels: { app: web } } }\n`,
        'cron',
      ),
      'apiVersion: v1\nkind: Pod\nmetadata: { name: alone, namespace: other, labels: { app: web } }\nspec: {}\n',
    );
    assert.deepEqual(
      planned.map(({ kind, name, namespace, count, serviceName }) => [kind, name, namespace, count, serviceName]),
      [
        ['Deployment', 'web', 'shop', 3, undefined],
        ['Deployment', 'web', 'shop', 1, undefined],
        ['StatefulSet', 'db', 'shop', 2, 'db'],
        ['DaemonSet', 'agent', 'shop', undefined, undefined],
        ['Job', 'job', 'shop', 4, undefined],
        ['CronJob', 'cron', 'shop', undefined, undefined],
        ['Pod', 'alone', 'other', 1, undefined],
      ],
    );
    for (const { template: one } of planned) assert.deepEqual(one.metadata?.labels, { app: 'web' });
  });

  it('places Services and EndpointSlices that name no Namespace in the one that is meant', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: legacy }\nspec: { ports: [{ port: 80 }] }\n';
    const slice = `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: legacy-1, labels: { kubernetes.io/service-name: legacy } }
addressType: IPv4
ports: [{ name: "", port: 8080 }]
endpoints: [{ addresses: [192.0.2.10] }]
`;
    const { outline } = serviceMap(sightOf(service, slice));
    assert.equal(outline[0]?.text, 'Service legacy in shop');
    assert.equal(outline[0]?.said, '1 endpoint ready');
  });

  it('takes what is half written', () => {
    for (const text of [
      'apiVersion: v1\nkind: Service\n',
      'apiVersion: v1\nkind: Service\nmetadata: [x]\nspec: 7\n',
      'apiVersion: apps/v1\nkind: Deployment\nspec: { replicas: many, template: [] }\n',
      'apiVersion: batch/v1\nkind: CronJob\nspec: { jobTemplate: 3 }\n',
      'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nendpoints: {}\n',
    ]) {
      assert.match(serviceMap(sightOf(text)).mermaid, /^flowchart LR\n/);
    }
  });
});

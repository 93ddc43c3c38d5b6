import assert from 'node:assert/strict';
import { EndpointCluster } from '../simulation/controllers/endpoints/endpointCluster.ts';
import { millisecondsOf, rareBench } from './benchmark.ts';

const services = 1000;
const podsOfEach = 100;

function everyService(act: (service: number) => void): void {
  for (let service = 0; service < services; service++) act(service);
}

function report(cluster: EndpointCluster, service: number, index: number, ready: boolean): void {
  const ip = `10.${service >> 6}.${service & 63}.${index + 1}`;
  const labels = { tier: 'web', app: `s${service}` };
  cluster.report(`s${service}-${index}`, { labels, ip, ready, node: `node-${(index % 3) + 1}` });
}

function createServices(cluster: EndpointCluster): void {
  everyService((service) => {
    cluster.service(`s${service}`, { selector: { tier: 'web', app: `s${service}` }, ports: [{ port: 80 }] });
  });
  cluster.run();
}

function withPods(): EndpointCluster {
  const cluster = new EndpointCluster();
  everyService((service) => {
    for (let index = 0; index < podsOfEach; index++) report(cluster, service, index, true);
  });
  return cluster;
}

/** The ready endpoints in slices, and the ready addresses in Endpoints. */
function ready(cluster: EndpointCluster): [number, number] {
  const counts: [number, number] = [0, 0];
  everyService((service) => {
    const endpoints = cluster.slices(`s${service}`).flatMap((slice) => slice.endpoints);
    counts[0] += endpoints.filter(({ conditions }) => conditions?.ready).length;
    counts[1] += cluster.endpoints(`s${service}`)?.subsets?.[0]?.addresses?.length ?? 0;
  });
  return counts;
}

rareBench('endpoints: 1,000 Services with 100 Pods each get their slices and Endpoints', 'ms', () => {
  const cluster = withPods();
  const ms = millisecondsOf(() => createServices(cluster));
  assert.deepEqual(ready(cluster), [services * podsOfEach, services * podsOfEach]);
  return ms;
});

rareBench('endpoints: one Pod of each of 1,000 Services with 100 endpoints stops being ready', 'ms', () => {
  const cluster = withPods();
  createServices(cluster);
  const ms = millisecondsOf(() => {
    everyService((service) => report(cluster, service, 7, false));
    cluster.run();
  });
  const left = services * (podsOfEach - 1);
  assert.deepEqual(ready(cluster), [left, left]);
  return ms;
});

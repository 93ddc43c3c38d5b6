import { Cluster } from '../../src/simulation/cluster.ts';
import { Player } from '../scenarios/embeddedPlayer.ts';
import { workload } from '../simulation/network/flows/loadWorld.ts';
import { processorMsOf, rareBench } from './benchmark.ts';

const hourMs = 3_600_000;

/** What an hour under a flow costs, the cluster around it included. */
async function hourUnder(manifest: string, generator: string, before?: string): Promise<number> {
  const cluster = new Cluster({ seed: 1, nodes: 2, startTimeMs: Date.UTC(2026, 0, 1), addons: 'kubeadm' });
  const player = new Player(cluster);
  player.files.set('web.yaml', manifest);
  cluster.advanceBy(30_000);
  await player.run('kubectl apply -f web.yaml');
  if (before !== undefined) await player.run(before);
  cluster.advanceBy(60_000);
  await player.run(`kubectl run load --restart=Never ${generator} http://web`);
  return processorMsOf(() => cluster.advanceBy(hourMs));
}

rareBench('load: an hour under a flow of 1,000 requests/s, kept connections, ten Pods', 'ms', () =>
  hourUnder(
    workload('web', 'nginx:1.29', { port: 80, replicas: 10 }),
    '--image=fortio/fortio -- load -qps 1000 -c 50 -t 2h',
  ),
);

rareBench('load: an hour under a flow of 1,000 requests/s, a connection each, ten Pods that are too slow', 'ms', () =>
  hourUnder(
    workload('web', 'registry.k8s.io/hpa-example', { port: 80, replicas: 10, resources: '{limits: {cpu: 500m}}' }),
    '--image=podlabs/load -- --stages 0s:1000,2h:1000',
  ),
);

rareBench('load: an hour with an autoscaler under a flow of 1,000 requests/s', 'ms', () =>
  hourUnder(
    workload('web', 'kennethreitz/httpbin', { port: 80, resources: '{requests: {cpu: 200m}, limits: {cpu: 500m}}' }),
    '--image=podlabs/load -- --stages 5m:1000,2h:1000',
    'kubectl autoscale deployment web --cpu=50% --min=1 --max=20',
  ),
);

import assert from 'node:assert/strict';
import { Player } from '../scenarios/embeddedPlayer.ts';
import { clusterToShow, createShownObjects, shownNamespace } from './shownObjects.ts';

/** Cells of rows as Kubernetes 1.34's printers make them (`pkg/printers/internalversion`), told apart by two blanks. */
const rows: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'evicted  0/1  Evicted  0  0s  <none>  node-1  <none>  <none>',
    'gated  0/1  SchedulingGated  0  0s  <none>  <none>  <none>  <none>',
    'half-done  1/2  NotReady  0  0s  <none>  <none>  <none>  <none>',
    'init-crash  0/1  Init:CrashLoopBackOff  4 (30m ago)  0s  <none>  <none>  <none>  <none>',
    'init-signal  0/1  Init:Signal:9  0  0s  <none>  <none>  <none>  <none>',
    'one-init  0/1  Init:1/2  0  0s  <none>  <none>  <none>  <none>',
    'rich  2/5  ExitCode:1  4 (80m ago)  0s  10.244.1.7  node-1  node-2  1/2',
    'succeeded  0/1  Completed  0  0s  <none>  <none>  <none>  <none>',
  ],
  services: [
    'outside  ExternalName  <none>  db.example.com  <none>  0s  <none>',
    'web  LoadBalancer  10.103.4.197  203.0.113.1,203.0.113.9,a.example.com,192.0.2.7  80:30080/TCP,53:30283/UDP  0s  app=web,tier=a',
  ],
  endpoints: ['by-hand  10.0.0.1:80,10.0.0.2:80,10.0.0.1:443 + 2 more...  0s', 'not-ready  0s'],
  endpointslices: [
    'empty  FQDN  <unset>  <unset>  0s',
    'web-1  IPv4  8080,53  10.244.1.4,10.244.1.5,10.244.1.6 + 2 more...  0s',
  ],
  ingresses: [
    'main  nginx  a.example.com,b.example.com,d.example.com + 2 more...  203.0.113.9,lb.example.com  80, 443  0s',
    'only-default  <none>  *  80  0s',
  ],
  horizontalpodautoscalers: [
    'all  Deployment/web  cpu: 80%/50%, memory: 150Mi/200Mi + 7 more...  2  10  3  0s',
    'unknown  StatefulSet/db  cpu: <unknown>/50%, <unknown>/10  1  3  0  0s',
  ],
  nodes: [
    'bare  Unknown  <none>  0s  <none>  <none>  <unknown>  <unknown>  <unknown>',
    'big  NotReady,SchedulingDisabled  gpu,worker  0s  v1.34.1  192.168.0.20  203.0.113.20  Debian 12  6.1  containerd://2',
  ],
  persistentvolumeclaims: [
    'data  Bound  nfs  10Gi  ROX,RWX  slow  <unset>  0s  Filesystem',
    'waits  Pending  <unset>  0s  Block',
  ],
};

describe('the tables of objects with rich status', () => {
  let player: Player;

  before(() => {
    const cluster = clusterToShow([shownNamespace]);
    createShownObjects(cluster);
    player = new Player(cluster, shownNamespace);
  });

  for (const [kind, expected] of Object.entries(rows)) {
    it(kind, async () => {
      const { output } = await player.run(`kubectl get ${kind} -o wide --no-headers`);
      const printed = output.flatMap(({ text }) => text.split('\n')).map((line) => line.trim().replace(/ {2,}/g, '  '));
      // Addresses and ports of Services come by chance.
      const steady = (line: string) => line.replace(/10\.\d+\.\d+\.\d+(?= {2}203)|(?<=53:)\d+/g, '?');
      for (const row of expected) assert.ok(printed.map(steady).includes(steady(row)), `${row}\n${printed.join('\n')}`);
    });
  }
});

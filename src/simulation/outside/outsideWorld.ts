import type { Process } from '../containers/process.ts';
import { SimulatedRuntime } from '../containers/simulatedRuntime.ts';
import type { Run } from '../containers/syscalls.ts';
import type { Network } from '../network/network.ts';
import type { Random } from '../random.ts';
import type { Timers } from '../timeline.ts';
import { serveNames } from './nameServer.ts';
import { webHosts } from './outsideNames.ts';
import { serveApiPort, serveWeb } from './webHost.ts';

/** The name server of the Nodes' network, which also stands in their `/etc/resolv.conf`. */
export const nameServerIp = '192.168.0.1';
/** The control plane's host, to which the Service `kubernetes` leads. */
const controlPlaneIp = '192.168.0.10';

/** What the world outside is made in. */
export interface OutsideOptions {
  readonly timeline: Timers;
  readonly clockMs: () => number;
  readonly random: Random;
  readonly network: Network;
}

/** Sets up what lies around the cluster: a name server, a few hosts on the Internet, and the host of the API server. */
export function setUpOutside(options: OutsideOptions): void {
  addHost(options, nameServerIp, serveNames);
  addHost(options, controlPlaneIp, serveApiPort);
  for (const [ip, names] of webHosts) addHost(options, ip, serveWeb(names));
}

function addHost(
  { timeline, clockMs, random, network }: OutsideOptions,
  ip: string,
  program: (process: Process) => Run<void>,
): void {
  const node = network.addNamespace({ ip, nodeName: `host ${ip}`, kind: 'outside' });
  const runtime = new SimulatedRuntime({ timeline, clockMs, random: random.fork(ip), network, node, cores: 4 });
  runtime.runOnNode(program, () => {});
}

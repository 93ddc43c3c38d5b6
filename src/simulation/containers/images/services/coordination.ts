import type { SocketAddress } from '../../../network/socketAddress.ts';
import { textResponse } from '../../http/message.ts';
import type { HttpHandler } from '../../http/server.ts';
import type { Image } from '../../image.ts';
import type { Process } from '../../process.ts';
import { compute } from '../../syscalls.ts';
import { listenAddresses } from '../listenAddresses.ts';
import { isoStamp } from '../logTimes.ts';
import { goFlag } from '../web/goFlags.ts';
import { answers, jvmSigtermExitCode } from './portProbe.ts';
import { serviceImage } from './service.ts';

/** ZooKeeper under the name of its start script. */
function zookeeperAs(binary: string, args: readonly string[]): Image {
  const line = (process: Process, text: string) =>
    `${isoStamp(process.nowMs).replace('.', ',')} [myid:] - INFO  [main:${text}`;
  const program = {
    ports: [2181],
    logTo: 1,
    memoryMib: 90,
    startUpCpuMs: 1500,
    starting: (process: Process) => [
      line(process, 'o.a.z.s.q.QuorumPeerConfig@135] - Reading configuration from: /conf/zoo.cfg'),
    ],
    ready: (process: Process) => [
      line(process, 'o.a.z.s.NIOServerCnxnFactory@661] - binding to port 0.0.0.0/0.0.0.0:2181'),
    ],
    portTaken: (process: Process) => ({
      lines: () => [
        `${isoStamp(process.nowMs)} [myid:] - ERROR [main:o.a.z.s.ZooKeeperServerMain@86] - Unexpected exception, exiting abnormally: java.net.BindException: Address already in use`,
      ],
      exitCode: 1,
    }),
    ends: { SIGTERM: { exitCode: jvmSigtermExitCode, afterMs: 200 } },
  } as const;
  return serviceImage({ ...program, binary, args, tools: { 'zookeeper-ready': answers(2181, 'imok', '') } });
}

/** docker.io/library/zookeeper. */
export const zookeeper: Image = zookeeperAs('zkServer.sh', ['start-foreground']);

/** The documentation's ZooKeeper, which begins with `start-zookeeper`. */
export const kubernetesZookeeper: Image = zookeeperAs('start-zookeeper', []);

/** etcd's health and version over HTTP, and the health service of gRPC as the kubelet's probe asks for it. */
const answerEtcd: HttpHandler = function* ({ thread, request }) {
  yield* compute();
  const [path] = request.target.split('?');
  if (path === '/grpc.health.v1.Health/Check') return textResponse(200, 'SERVING', 'application/grpc');
  if (path === '/health') return textResponse(200, '{"health":"true","reason":""}', 'application/json');
  if (path === '/version') {
    const version = thread.env.get('ETCD_VERSION') ?? '';
    return textResponse(200, `{"etcdserver":"${version}","etcdcluster":"3.5.0"}`, 'application/json');
  }
  return textResponse(404, '404 page not found\n');
};

/** Where etcd listens for clients or other members: on the loopback address where it is told nothing. */
function urlsOf({ argv, env }: Process, whom: 'client' | 'peer', port: number): readonly string[] {
  const urls = goFlag(argv, `listen-${whom}-urls`) ?? env.get(`ETCD_LISTEN_${whom.toUpperCase()}_URLS`);
  return (urls ?? `http://localhost:${port}`).split(',');
}

/** etcd: registry.k8s.io/etcd and quay.io/coreos/etcd, one member. */
export function etcd(): Image {
  const line = (process: Process, msg: string, more: object = {}) =>
    JSON.stringify({ level: 'info', ts: new Date(process.nowMs).toISOString(), caller: 'embed/etcd.go', msg, ...more });
  return serviceImage({
    binary: 'etcd',
    ports: [2379, 2380],
    *listens(process) {
      const addresses: SocketAddress[] = [];
      for (const url of [...urlsOf(process, 'client', 2379), ...urlsOf(process, 'peer', 2380)]) {
        const { host = '', port = '' } = /^\w+:\/\/(?<host>.*):(?<port>\d+)\/?$/.exec(url)?.groups ?? {};
        addresses.push(...(yield* listenAddresses(process, [host], Number(port))));
      }
      return addresses;
    },
    logTo: 2,
    env: { ETCD_VERSION: '3.5.21' },
    onRequest: answerEtcd,
    memoryMib: 20,
    startUpCpuMs: 150,
    starting: (process) => [line(process, 'Running: ', { args: process.argv }), line(process, 'Starting etcd')],
    ready: (process) => [
      line(process, 'ready to serve client requests'),
      ...urlsOf(process, 'client', 2379).map((url) =>
        line(process, 'serving client traffic insecurely; this is strongly discouraged!', {
          address: url.replace(/^\w+:\/\//, '').replace('localhost', '127.0.0.1'),
        }),
      ),
    ],
    portTaken: (process, port) => ({
      lines: () => [
        JSON.stringify({
          level: 'fatal',
          ts: new Date(process.nowMs).toISOString(),
          msg: 'discovery failed',
          error: `listen tcp 0.0.0.0:${port}: bind: address already in use`,
        }),
      ],
      exitCode: 1,
    }),
    ends: {
      SIGTERM: {
        lines: (process) => [
          line(process, 'received signal; shutting down', { signal: 'terminated' }),
          line(process, 'closed etcd server'),
        ],
      },
    },
    tools: {
      etcdctl: answers(
        2379,
        '127.0.0.1:2379 is healthy: successfully committed proposal',
        '127.0.0.1:2379 is unhealthy: failed to connect',
      ),
    },
  });
}

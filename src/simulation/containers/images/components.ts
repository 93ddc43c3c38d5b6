import { textResponse } from '../http/message.ts';
import type { Image } from '../image.ts';
import { compute, type Program } from '../syscalls.ts';
import { folder, smallLinux } from './baseFiles.ts';
import { runDaemon } from './daemon.ts';

/** A component that is there but does nothing: it says so once, says that it is healthy, and runs until it is told to end. */
const idle = (healthPorts: readonly number[]): Program =>
  function* (process) {
    const name = (process.argv[0] ?? '').replace(/^.*\//, '');
    return yield* runDaemon(process, {
      logTo: 2,
      startUpCpuMs: 100,
      memoryBytes,
      listens: healthPorts.map((port) => ({ ip: '0.0.0.0', port })),
      cannotListen: ({ port }) => ({
        lines: () => [`${name}: listen tcp :${port}: bind: address already in use`],
        exitCode: 1,
      }),
      ready: () => [`${name}: started; Pod Labs does not simulate what it does`],
      onRequest: function* () {
        yield* compute();
        return textResponse(200, 'ok');
      },
      ends: { SIGTERM: {}, SIGINT: {} },
    });
  };

const memoryBytes = 18 * 1024 * 1024;

/** An image with one such program, at its path. */
function component(path: string, healthPorts: readonly number[] = []): Image {
  const [first = '', ...rest] = path.slice(1).split('/');
  const entry = { kind: 'program', program: idle(healthPorts) } as const;
  const nested = rest.reduceRight(
    (inner, name) => (inner ? folder({ [name]: inner }) : folder({ [name]: entry })),
    undefined as ReturnType<typeof folder> | undefined,
  );
  return {
    files: { ...smallLinux, [first]: nested ?? entry },
    entrypoint: [path],
    command: [],
    env: {},
    workingDir: '/',
    stopSignal: 'SIGTERM',
  };
}

/** Components of clusters that the documentation's examples run by the paths of their programs. */
export const components: readonly (readonly [name: string, image: Image])[] = [
  ['registry.k8s.io/cpa/cluster-proportional-autoscaler', component('/cluster-proportional-autoscaler')],
  ['registry.k8s.io/kas-network-proxy/proxy-server', component('/proxy-server', [8134])],
  ['us.gcr.io/k8s-artifacts-prod/kas-network-proxy/proxy-agent', component('/proxy-agent', [8093])],
  ['registry.k8s.io/kas-network-proxy/proxy-agent', component('/proxy-agent', [8093])],
  ['registry.k8s.io/event-exporter', component('/event-exporter')],
  ['registry.k8s.io/node-problem-detector', component('/node-problem-detector')],
  ['registry.k8s.io/cloud-controller-manager', component('/usr/local/bin/cloud-controller-manager')],
  ['gcr.io/my-gcp-project/my-kube-scheduler', component('/usr/local/bin/kube-scheduler', [10_259])],
  ['registry.k8s.io/kube-scheduler', component('/usr/local/bin/kube-scheduler', [10_259])],
  ['registry.k8s.io/dra-example-driver/dra-example-driver', component('/usr/bin/dra-example-kubeletplugin')],
];

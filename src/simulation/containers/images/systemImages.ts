import { textResponse } from '../http/message.ts';
import type { HttpHandler } from '../http/server.ts';
import type { Image, ImageOfVersion } from '../image.ts';
import type { Process } from '../process.ts';
import { compute, type Program } from '../syscalls.ts';
import { folder } from './baseFiles.ts';
import { coreDnsImage } from './coredns/image.ts';
import { type Lines, runDaemon } from './daemon.ts';
import { type KlogSeverity, klogLine } from './klog.ts';
import { metricsAdapterImage } from './metricsAdapter/image.ts';
import { metricsServerImage } from './metricsServer/image.ts';

const mib = 1024 * 1024;

/** A component of Kubernetes in an image without a shell, as its project builds it. */
function systemImage(options: {
  readonly path: string;
  readonly memoryMib: number;
  readonly listens: readonly { readonly ip: string; readonly port: number }[];
  readonly ready: Lines;
  readonly onRequest: HttpHandler;
}): Image {
  const name = options.path.replace(/^.*\//, '');
  const program: Program = (process) =>
    runDaemon(process, {
      logTo: 2,
      startUpCpuMs: 150,
      memoryBytes: options.memoryMib * mib,
      listens: options.listens,
      cannotListen: ({ port }) => ({
        lines: (failed) => [klog(failed, 'E', `${name}: listen tcp :${port}: bind: address already in use`)],
        exitCode: 1,
      }),
      ready: options.ready,
      onRequest: options.onRequest,
      ends: { SIGTERM: { lines: (ended) => [klog(ended, 'I', 'Shutdown signal received')] }, SIGINT: {} },
    });
  const entry = { kind: 'program', program } as const;
  const parts = options.path.slice(1).split('/');
  const files = parts.reduceRight<Image['files'] | undefined>(
    (inner, part) => ({ [part]: inner ? folder(inner) : entry }),
    undefined,
  );
  return {
    files: files ?? {},
    entrypoint: [options.path],
    command: [],
    env: {},
    workingDir: '/',
    stopSignal: 'SIGTERM',
  };
}

/** What these images log, whose source files nobody knows. */
function klog(process: Process, severity: KlogSeverity, text: string): string {
  return klogLine(process, severity, 'server.go:1', text);
}

function healthy(paths: Readonly<Record<string, string>>): HttpHandler {
  return function* ({ request }) {
    yield* compute();
    const body = paths[request.target.split('?')[0] ?? ''];
    return body === undefined ? textResponse(404, '404 page not found\n') : textResponse(200, body);
  };
}

/** Components that every cluster runs as Pods; what they do is done elsewhere in the simulation, at the same times. */
export const systemImages: readonly (readonly [name: string, image: ImageOfVersion])[] = [
  ['registry.k8s.io/coredns/coredns', coreDnsImage],
  ['registry.k8s.io/metrics-server/metrics-server', metricsServerImage],
  ['registry.k8s.io/prometheus-adapter/prometheus-adapter', metricsAdapterImage],
  [
    'registry.k8s.io/kube-proxy',
    systemImage({
      path: '/usr/local/bin/kube-proxy',
      memoryMib: 22,
      listens: [
        { ip: '0.0.0.0', port: 10_256 },
        { ip: '127.0.0.1', port: 10_249 },
      ],
      ready: (process) => [klog(process, 'I', 'Using iptables Proxier')],
      onRequest: healthy({ '/healthz': 'ok', '/livez': 'ok', '/metrics': '' }),
    }),
  ],
  [
    'registry.k8s.io/kube-apiserver',
    systemImage({
      path: '/usr/local/bin/kube-apiserver',
      memoryMib: 220,
      listens: [{ ip: '0.0.0.0', port: 6443 }],
      ready: (process) => [klog(process, 'I', 'Serving securely on [::]:6443')],
      onRequest: healthy({ '/livez': 'ok', '/readyz': 'ok', '/healthz': 'ok' }),
    }),
  ],
  [
    'registry.k8s.io/kube-controller-manager',
    systemImage({
      path: '/usr/local/bin/kube-controller-manager',
      memoryMib: 50,
      listens: [{ ip: '127.0.0.1', port: 10_257 }],
      ready: (process) => [klog(process, 'I', 'Serving securely on 127.0.0.1:10257')],
      onRequest: healthy({ '/healthz': 'ok' }),
    }),
  ],
];

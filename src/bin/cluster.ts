import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DnsQuestion } from '../api/dns.ts';
import type { EndpointSlice } from '../api/generated/objects.ts';
import type { ApiEndpoint } from '../api/request.ts';
import { openApiDoor } from '../server/apiDoor.ts';
import { makeCertificate } from '../server/certificate.ts';
import { openDnsDoor } from '../server/dnsDoor.ts';
import { kubeconfigProblem, writeKubeconfig } from '../server/kubeconfig.ts';
import { OutsideView } from '../server/outsideView.ts';
import { TimeOffsets } from '../server/timeOffsets.ts';
import { Cluster } from '../simulation/cluster.ts';
import { RealtimeDriver } from '../simulation/realtime.ts';
import { type ClusterCommand, parseCommandLine, usage } from './commandLine.ts';
import { applyManifests, missingManifest } from './manifests.ts';

const exitCodes = { good: 0, failed: 1, wrongUse: 2 };

/** The virtual time that a new cluster may take until names are answered, and that its watches take to hear of it. */
const startLimitMs = 60_000;
const watchMs = 100;

/** Standard output carries one line only: that the cluster is ready. All else is told here. */
const tell = (text: string) => process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);

/** Runs the headless cluster until it is interrupted. Resolves with the exit code. */
export async function runCluster(args: readonly string[]): Promise<number> {
  const command = parseCommandLine(args);
  if (command === 'help') {
    process.stdout.write(usage);
    return exitCodes.good;
  }
  if (!('problem' in command)) return serve(command);
  tell(`error: ${command.problem}\n\n${usage}`);
  return exitCodes.wrongUse;
}

async function serve({ port, dnsPort, nodes, seed, speed, manifests, kubeconfig }: ClusterCommand): Promise<number> {
  const problem = (await missingManifest(manifests)) ?? (kubeconfig && (await kubeconfigProblem(kubeconfig)));
  if (problem) {
    tell(`error: ${problem}`);
    return exitCodes.wrongUse;
  }
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  const ownFolder = kubeconfig ? undefined : await mkdtemp(path.join(os.tmpdir(), 'pod-labs-'));
  const file = path.resolve(kubeconfig ?? path.join(ownFolder ?? '', 'kubeconfig'));
  const cluster = new Cluster(
    { seed, nodes, startTimeMs: Math.floor(Date.now() / 1000) * 1000, addons: 'kubeadm' },
    'none',
  );
  const driver = new RealtimeDriver(cluster, {
    nowMs: () => performance.now(),
    setTimer: (delayMs, action) => {
      const timer = setTimeout(action, delayMs);
      return { cancel: () => clearTimeout(timer) };
    },
    onError: mistake,
  });
  // An open door would keep the process alive, whatever failed after it was opened.
  const closeDoors: (() => Promise<void>)[] = [];
  try {
    driver.setSpeed(speed);
    const offsets = new TimeOffsets({ wallMs: () => Date.now(), virtualMs: () => cluster.nowMs }, cluster.revision);
    cluster.onChange((revision) => offsets.written(revision));
    // Who is told that the cluster is ready may ask for names at once.
    await driver.runUntil(hasNameServer, startLimitMs);
    await driver.advance(watchMs);
    if (!(await applyManifests(cluster, manifests, tell))) return exitCodes.failed;
    const certificate = await makeCertificate(Date.now());
    const token = randomBytes(32).toString('base64url');
    const endpoint = new OutsideView(cluster, offsets);
    const door = await openApiDoor({ endpoint, port, token, certificate, onMistake: mistake });
    closeDoors.push(door.close);
    const answer = (question: DnsQuestion) => cluster.answerDns(question);
    const dnsDoor = await openDnsDoor({ answer, port: dnsPort, onMistake: mistake });
    closeDoors.push(dnsDoor.close);
    await writeKubeconfig(file, { server: door.server, certificatePem: certificate.certificatePem, token });
    const ready = { ready: true, kubeconfig: file, server: door.server, dns: dnsDoor.address };
    process.stdout.write(`${JSON.stringify(ready)}\n`);
    await interrupted;
    return exitCodes.good;
  } catch (error) {
    tell(`error: ${error instanceof Error ? error.message : error}`);
    return exitCodes.failed;
  } finally {
    for (const close of closeDoors) await close();
    driver.stop();
    if (ownFolder) await rm(ownFolder, { recursive: true, force: true });
  }
}

/** Whether a Pod of CoreDNS stands behind the Service kube-dns. */
function hasNameServer(api: Pick<ApiEndpoint, 'send'>): boolean {
  const { body } = api.send({
    method: 'GET',
    path: '/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices',
    query: { labelSelector: 'kubernetes.io/service-name=kube-dns' },
  });
  const { items = [] } = body as { items?: readonly EndpointSlice[] };
  return items.some(({ endpoints }) => endpoints?.some(({ conditions }) => conditions?.ready === true));
}

function mistake(error: unknown): void {
  tell(`The embedded cluster made a mistake: ${error instanceof Error ? error.stack : error}`);
}

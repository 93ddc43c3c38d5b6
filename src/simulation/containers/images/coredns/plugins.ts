import type { KubernetesZone, ZoneSettings } from '../../../../api/dnsZone.ts';
import type { SocketAddress } from '../../../network/socketAddress.ts';
import { type CacheFigures, readCache, serveCache } from './cachePlugin.ts';
import type { CorefileWords } from './corefileWords.ts';
import { serveErrors } from './errorsPlugin.ts';
import { type ReadFile, readForward, serveForward } from './forwardPlugin.ts';
import { readDuration } from './goText.ts';
import { readHosts, serveHosts } from './hostsPlugin.ts';
import { readKubernetes, serveKubernetes } from './kubernetesPlugin.ts';
import { serveLoadBalance } from './loadBalance.ts';
import { readLog, serveLog } from './logPlugin.ts';
import { type LoopProbe, serveLoop } from './loopPlugin.ts';
import { readRewrite, serveRewrite } from './rewritePlugin.ts';
import type { MakeHandler } from './serving.ts';

/**
 * The plugins of a CoreDNS as it is released, in the order in which a question passes them
 * (https://github.com/coredns/coredns/blob/master/plugin.cfg).
 */
export const pluginOrder: ReadonlySet<string> = new Set(
  `root metadata geoip cancel tls timeouts multisocket reload nsid bufsize bind debug trace ready health pprof prometheus errors log dnstap
  local dns64 acl any chaos loadbalance tsig cache rewrite header dnssec autopath minimal template transfer hosts route53 azure clouddns
  k8s_external kubernetes file auto secondary etcd loop forward grpc erratic whoami on sign view`.split(/\s+/),
);

/** What a plugin's lines set up. */
export interface PluginSetUp {
  readonly name: string;
  /** What questions pass; several for several `forward`. */
  readonly handlers?: readonly MakeHandler[];
  /** The port of `health`, `ready` or `prometheus`. */
  readonly listens?: SocketAddress;
  /** How long a server that is to end still serves, milliseconds. */
  readonly lameduckMs?: number;
  /** How often the Corefile is looked at, milliseconds, and by how much that varies. */
  readonly reload?: { readonly intervalMs: number; readonly jitterMs: number };
  /** The zone that is watched. */
  readonly zone?: KubernetesZone;
  readonly cache?: CacheFigures;
  readonly loop?: LoopProbe;
}

/** What plugins are set up with. */
export interface SetUpOptions {
  readonly words: CorefileWords;
  readonly blockZones: readonly string[];
  readonly readFile: ReadFile;
  readonly ownAddresses: readonly string[];
  /** A name that nobody else asks for. */
  readonly randomName: () => string;
  readonly openZone?: (settings: ZoneSettings) => KubernetesZone;
}

type SetUp = (options: SetUpOptions) => Omit<PluginSetUp, 'name'>;

const setUps: Readonly<Record<string, SetUp>> = {
  // These change nothing that can be seen here.
  debug: ({ words }) => withoutWords(words),
  bufsize: ({ words }) => withoutWords(words, 'any'),
  errors: ({ words }) => ({ ...withoutWords(words), handlers: [serveErrors] }),
  log: ({ words, blockZones }) => ({ handlers: [serveLog(readLog(words, blockZones))] }),
  loadbalance({ words }) {
    const [policy = 'round_robin'] = words.nextUse() ?? [];
    if (policy !== 'round_robin') words.refuse(`Pod Labs does not simulate its policy '${policy}'`);
    return { handlers: [serveLoadBalance] };
  },
  cache({ words, blockZones }) {
    const cache: CacheFigures = { hits: { success: 0, denial: 0 }, entries: { success: 0, denial: 0 }, misses: 0 };
    return { handlers: [serveCache(readCache(words, blockZones), cache)], cache };
  },
  rewrite: ({ words }) => ({ handlers: [serveRewrite(readRewrite(words))] }),
  hosts: ({ words, blockZones, readFile }) => ({ handlers: [serveHosts(readHosts(words, blockZones), readFile)] }),
  kubernetes({ words, blockZones, openZone, ownAddresses }) {
    const { settings, fallthrough } = readKubernetes(words, blockZones);
    if (words.problem !== undefined) return {};
    if (!openZone) {
      words.refuse(
        'unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined',
      );
      return {};
    }
    const zone = openZone({ ...settings, ownAddresses });
    return { handlers: [serveKubernetes(zone, fallthrough)], zone };
  },
  loop({ words, blockZones: [zone = '.'], randomName }) {
    const name = zone === '.' ? randomName() : `${randomName()}.${zone}`;
    const loop: LoopProbe = { zone, name, onLoop: () => {} };
    return { ...withoutWords(words), handlers: [serveLoop(loop)], loop };
  },
  forward: ({ words, readFile }) => ({ handlers: readForward(words, readFile).map(serveForward) }),
  health({ words }) {
    const listens = readAddress(words, { ip: '::', port: 8080 });
    let lameduckMs = 0;
    for (const [name, [value]] of words.block()) {
      if (name !== 'lameduck' || value === undefined) words.failCount();
      else lameduckMs = duration(words, value);
    }
    return { listens, lameduckMs };
  },
  ready: ({ words }) => ({ listens: readAddress(words, { ip: '::', port: 8181 }) }),
  prometheus: ({ words }) => ({ listens: readAddress(words, { ip: '127.0.0.1', port: 9153 }) }),
  reload({ words }) {
    const [interval = '30s', jitter = '15s', ...more] = words.nextUse() ?? [];
    const intervalMs = duration(words, interval);
    const jitterMs = duration(words, jitter);
    if (more.length > 0) words.failCount();
    if (intervalMs < 2_000) words.refuse('interval value must be greater or equal to 2s');
    if (jitterMs < 1_000) words.refuse('jitter value must be greater or equal to 1s');
    return { reload: { intervalMs, jitterMs: Math.min(jitterMs, intervalMs / 2) } };
  },
};

/** Whether the simulation has it. */
export function isPlugin(name: string): boolean {
  return Object.hasOwn(setUps, name);
}

/** Reads a plugin's lines; what is wrong with them stands in `words`. */
export function setUpPlugin(name: string, options: SetUpOptions): Omit<PluginSetUp, 'name'> {
  return setUps[name]?.(options) ?? {};
}

function withoutWords(words: CorefileWords, allowed: 'any' | 'none' = 'none'): Omit<PluginSetUp, 'name'> {
  const given = words.nextUse() ?? [];
  if (allowed === 'none' && given.length > 0) words.failCount();
  return {};
}

function duration(words: CorefileWords, text: string): number {
  const ms = readDuration(text);
  if (typeof ms === 'number') return ms;
  words.refuse(ms);
  return 0;
}

/** `:8080`, `localhost:9153`, `10.0.0.1:9153`. */
function readAddress(words: CorefileWords, otherwise: SocketAddress): SocketAddress {
  const [text, ...more] = words.nextUse() ?? [];
  if (more.length > 0) words.failCount();
  if (text === undefined) return otherwise;
  const [, host = '', port = ''] = /^(.*):(\d{1,5})$/.exec(text) ?? [];
  if (port === '') {
    words.refuse(`address ${text}: missing port in address`);
    return otherwise;
  }
  const ip = host === '' || host === '0.0.0.0' ? '::' : host === 'localhost' ? '127.0.0.1' : host;
  return { ip: ip.replace(/^\[|\]$/g, ''), port: Number(port) };
}

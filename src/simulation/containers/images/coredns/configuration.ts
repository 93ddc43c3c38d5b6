import type { KubernetesZone, ZoneSettings } from '../../../../api/dnsZone.ts';
import { corefileForm } from './corefileDigest.ts';
import { type CorefileSource, parseCorefile, type ServerBlock } from './corefileParser.ts';
import { CorefileWords } from './corefileWords.ts';
import type { ReadFile } from './forwardPlugin.ts';
import { isPlugin, type PluginSetUp, pluginOrder, setUpPlugin } from './plugins.ts';
import { type MakeHandler, rooted } from './serving.ts';
import { readZone } from './zones.ts';

/** One zone of a server block, on a port. */
export interface Site {
  readonly zone: string;
  readonly port: number;
  /** The plugins that questions pass, in their order. */
  readonly chain: readonly { readonly name: string; readonly make: MakeHandler }[];
  readonly set: readonly PluginSetUp[];
}

/** A Corefile, read. */
export interface Configuration {
  readonly sites: readonly Site[];
  /** What all blocks set up, in the order of the plugins. */
  readonly set: readonly PluginSetUp[];
  /** By what it differs from others, as `reload` sees it. */
  readonly form: string;
  /** What it was read from. */
  readonly source: ConfigurationSource;
}

/** What a Corefile is read with. */
export interface ConfigurationSource extends CorefileSource {
  readonly defaultPort: number;
  readonly readFile: ReadFile;
  readonly ownAddresses: readonly string[];
  /** A name that nobody else asks for. */
  readonly randomName: () => string;
  /** Missing where no cluster is around. */
  readonly openZone?: (settings: ZoneSettings) => KubernetesZone;
}

/** Reads a Corefile; a text is what CoreDNS says that is wrong with it. */
export function readConfiguration(source: ConfigurationSource): Configuration | string {
  const blocks = parseCorefile({ ...source, knownPlugins: pluginOrder });
  if (typeof blocks === 'string') return blocks;
  const sites: Site[] = [];
  const defined = new Set<string>();
  const all: PluginSetUp[] = [];
  for (const block of blocks) {
    const keys = readKeys(block, source.defaultPort);
    if (typeof keys === 'string') return keys;
    const set = setUpBlock(block, keys, source);
    if (typeof set === 'string') return set;
    all.push(...set);
    const chain = set.flatMap(({ name, handlers = [] }) => handlers.map((make) => ({ name, make })));
    for (const { zone, port } of keys) {
      const address = `dns://${rooted(zone)}:${port}`;
      if (defined.has(address)) return `cannot serve ${address} - it is already defined`;
      defined.add(address);
      sites.push({ zone, port, chain, set });
    }
  }
  return { sites, set: all, form: corefileForm(blocks), source };
}

/** The form of a Corefile whose plugins are not looked at; or what is wrong with it. */
export function formOf(source: CorefileSource): string | { readonly problem: string } {
  const blocks = parseCorefile(source);
  return typeof blocks === 'string' ? { problem: blocks } : corefileForm(blocks);
}

function readKeys(block: ServerBlock, defaultPort: number): readonly { zone: string; port: number }[] | string {
  const keys: { zone: string; port: number }[] = [];
  for (const key of block.keys) {
    const [, scheme = 'dns'] = /^([a-z0-9]+):\/\//.exec(key) ?? [];
    if (scheme !== 'dns') return `Pod Labs does not simulate servers of '${scheme}': ${key}`;
    const zone = readZone(key);
    if (zone === undefined) return `unable to normalize '${key}'`;
    keys.push({ zone, port: Number(/:(\d{1,5})$/.exec(key)?.[1] ?? defaultPort) });
  }
  return keys;
}

function setUpBlock(
  block: ServerBlock,
  keys: readonly { readonly zone: string }[],
  source: ConfigurationSource,
): readonly PluginSetUp[] | string {
  const set: PluginSetUp[] = [];
  const blockZones = keys.map(({ zone }) => zone);
  for (const name of pluginOrder) {
    const tokens = block.plugins.get(name);
    if (!tokens) continue;
    if (!isPlugin(name)) return `plugin/${name}: Pod Labs does not simulate this plugin`;
    const words = new CorefileWords(tokens, source.file);
    const made = setUpPlugin(name, { ...source, words, blockZones });
    if (words.problem !== undefined) return `plugin/${name}: ${words.problem}`;
    set.push({ ...made, name });
  }
  return set;
}

/** What the headless cluster was asked for. */
export interface ClusterCommand {
  /** 0 for any port that is free. */
  readonly port: number;
  /** The same, for DNS. */
  readonly dnsPort: number;
  readonly nodes: number;
  readonly seed: number;
  /** Virtual seconds per real second; infinite for work at once. */
  readonly speed: number;
  /** Where to write the kubeconfig; a new folder of its own where none is named. */
  readonly kubeconfig?: string;
  /** Files or folders to apply at the start; `-` is standard input. */
  readonly manifests: readonly string[];
}

/** What is printed where the command line is wrong, and for `--help`. */
export const usage = `usage: npm run -s cluster -- [options] [MANIFEST…]

Starts the embedded cluster without an editor and serves the Kubernetes API, and its DNS, on 127.0.0.1 until it is
interrupted.
A MANIFEST is a file, a folder, or - for standard input; it is applied before the cluster is ready.

  --port N           port of the API, any free one by default
  --dns-port N       port of the cluster's name server (UDP and TCP), any free one by default
  --nodes N          how many Nodes, 1 to 100 (1)
  --seed N           the same seed and requests give the same session (1)
  --speed N|max      virtual seconds per real second; max does work at once (1)
  --kubeconfig PATH  where to write the kubeconfig
`;

const mostNodes = 100;

/** Reads the arguments after the program's name; a text says what is wrong with them. */
export function parseCommandLine(args: readonly string[]): ClusterCommand | 'help' | { readonly problem: string } {
  const values = new Map<string, string>();
  const manifests: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] as string;
    if (argument === '--help' || argument === '-h') return 'help';
    const [, name = '', inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (argument === '--') {
      manifests.push(...args.slice(index + 1));
      break;
    }
    if (argument === '-' || !argument.startsWith('-')) manifests.push(argument);
    else if (!['port', 'dns-port', 'nodes', 'seed', 'speed', 'kubeconfig'].includes(name)) {
      return { problem: `unknown option ${argument}` };
    } else if (values.has(name)) return { problem: `--${name} is given twice` };
    else {
      const value = inline ?? args[++index];
      if (value === undefined || value === '') return { problem: `--${name} needs a value` };
      values.set(name, value);
    }
  }
  const port = wholeNumber(values, 'port', { fallback: 0, least: 0, most: 65_535 });
  const dnsPort = wholeNumber(values, 'dns-port', { fallback: 0, least: 0, most: 65_535 });
  const nodes = wholeNumber(values, 'nodes', { fallback: 1, least: 1, most: mostNodes });
  const seed = wholeNumber(values, 'seed', { fallback: 1, least: 0, most: Number.MAX_SAFE_INTEGER });
  const speed = speedOf(values.get('speed') ?? '1');
  for (const value of [port, dnsPort, nodes, seed, speed]) if (typeof value === 'string') return { problem: value };
  const kubeconfig = values.get('kubeconfig');
  return {
    port: port as number,
    dnsPort: dnsPort as number,
    nodes: nodes as number,
    seed: seed as number,
    speed: speed as number,
    ...(kubeconfig !== undefined && { kubeconfig }),
    manifests,
  };
}

function wholeNumber(
  values: ReadonlyMap<string, string>,
  name: string,
  { fallback, least, most }: { readonly fallback: number; readonly least: number; readonly most: number },
): number | string {
  const text = values.get(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  const good = /^\d{1,16}$/.test(text) && value >= least && value <= most;
  return good ? value : `--${name} ${text}: a whole number from ${least} to ${most} is wanted`;
}

function speedOf(text: string): number | string {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  const value = Number(text);
  const good = /^\d+(\.\d+)?$/.test(text) && value > 0 && value <= 1_000_000;
  return good ? value : `--speed ${text}: a number above 0 (at most 1000000) or max is wanted`;
}

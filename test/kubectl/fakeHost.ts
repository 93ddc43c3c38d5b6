import { type ApiClient, clientOf } from '../../src/api/client.ts';
import type { ApiRequest, ApiResponse } from '../../src/api/request.ts';
import type { KubectlHost } from '../../src/kubectl/host.ts';
import { runKubectl } from '../../src/kubectl/kubectl.ts';
import { Cluster } from '../../src/simulation/cluster.ts';

/** What one command printed and returned. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** A cluster that has just started, and a way to run commands on it. */
export class Terminal {
  readonly cluster = new Cluster({ seed: 1, nodes: 1, startTimeMs: Date.UTC(2026, 0, 5, 9) });
  readonly files = new Map<string, string>();
  readonly requests: ApiRequest[] = [];
  readonly #client: ApiClient;

  constructor() {
    this.cluster.advanceBy(5000);
    const inner = clientOf(this.cluster);
    this.#client = {
      send: (request) => {
        this.requests.push(request);
        return inner.send(request);
      },
      open: (request, receiver) => inner.open(request, receiver),
    };
  }

  run(...argv: string[]): Promise<Ran> {
    return runWith(this.#client, this.files, () => this.cluster.nowMs, argv);
  }
}

/** Runs a command against a server that gives these answers, one after another. */
export function runAnswered(answers: readonly Partial<ApiResponse>[], ...argv: string[]): Promise<Ran> {
  let next = 0;
  const client: ApiClient = {
    send: async () => ({ code: 200, body: {}, ...answers[next++] }),
    open: async () => ({ response: { code: 200, body: {} } }),
  };
  return runWith(client, new Map(), () => Date.UTC(2026, 0, 5, 9), argv);
}

/** Runs a command against any client. */
export async function runWith(
  client: ApiClient,
  files: ReadonlyMap<string, string>,
  nowMs: () => number,
  argv: readonly string[],
): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const host: KubectlHost = {
    client,
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    readFile: async (path) => {
      const text = files.get(path);
      if (text === undefined) throw new Error(`the path "${path}" does not exist`);
      return text;
    },
    nowMs,
    namespace: 'default',
    cancellation: { aborted: false, onAbort: () => {} },
  };
  const exitCode = await runKubectl(argv, host);
  return { stdout, stderr, exitCode };
}

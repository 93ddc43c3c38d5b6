import type { ApiClient } from '../../src/api/client.ts';
import type { ApiRequest, ApiResponse } from '../../src/api/request.ts';
import { type CheckResult, runChecks } from '../../src/labs/check.ts';
import type { CheckContext, CommandResult } from '../../src/labs/checkContext.ts';
import { CheckMemory } from '../../src/labs/checkMemory.ts';
import type { Step } from '../../src/labs/lab.ts';

/** When the objects of these tests were made; the clock begins there. */
export const bornMs = Date.UTC(2026, 10, 22, 16);

/** A cluster that answers as it is told, a clock and files that the test changes. */
export class FakeContext implements CheckContext {
  readonly namespace = 'shop';
  /** What stands behind a path of the API, below the lab's Namespace: `pods/web`. */
  readonly objects = new Map<string, unknown>();
  readonly files = new Map<string, string>();
  /** What commands print, by their words; others print nothing. */
  readonly printed = new Map<string, Partial<CommandResult>>();
  /** All commands that ran. */
  readonly ran: string[] = [];
  clockMs = bornMs;
  paused = false;
  typed?: string;
  /** Why the cluster cannot be reached. */
  away?: string;

  readonly control = { time: () => ({ paused: this.paused }) } as unknown as NonNullable<CheckContext['control']>;

  readonly client: ApiClient = {
    send: async (request) => this.#answer(request),
    open: async () => ({ response: { code: 500, body: {} } }),
  };

  nowMs = (): number => this.clockMs;

  kubectl = async (argv: readonly string[]): Promise<CommandResult> => {
    if (this.away !== undefined) throw new Error(this.away);
    this.ran.push(argv.join(' '));
    return { stdout: '', stderr: '', exitCode: 0, ...this.printed.get(argv.join(' ')) };
  };

  readFile = async (path: string): Promise<string | undefined> => this.files.get(path);

  /** Puts a Pod into the cluster; `web` is made when the clock begins. */
  pod(name: string, more: Record<string, unknown> = {}): void {
    const metadata = {
      namespace: 'shop',
      name,
      uid: `uid-${name}`,
      creationTimestamp: new Date(bornMs).toISOString().replace('.000', ''),
    };
    this.objects.set(`pods/${name}`, { kind: 'Pod', metadata, spec: { containers: [{ name: 'app' }] }, ...more });
  }

  /** This context with something said besides; what changes here later changes there. */
  with(more: Partial<CheckContext>): CheckContext {
    const { client, control, namespace } = this;
    return {
      client,
      control,
      namespace,
      nowMs: this.nowMs,
      kubectl: (argv) => this.kubectl(argv),
      readFile: (path) => this.readFile(path),
      ...more,
    };
  }

  #answer({ path, query }: ApiRequest): ApiResponse {
    if (this.away !== undefined) throw new Error(this.away);
    const key = path.replace('/api/v1/namespaces/shop/', '') + (query?.labelSelector ? `?${query.labelSelector}` : '');
    const body = this.objects.get(key);
    return body === undefined ? { code: 404, body: failure(404, 'not found') } : { code: codeOf(body), body };
  }
}

/** A refusal of the API. */
export function failure(code: number, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message };
}

function codeOf(body: unknown): number {
  return (body as { kind?: string; code?: number }).kind === 'Status' ? ((body as { code: number }).code ?? 500) : 200;
}

/** Looks at a step again and again with one memory, as an editor does. */
export class Looker {
  readonly #step: Step;
  readonly #context: CheckContext;
  readonly #memory = new CheckMemory();

  constructor(step: Step, context: CheckContext) {
    this.#step = step;
    this.#context = context;
  }

  learner(): Promise<CheckResult> {
    return runChecks(this.#step, this.#context, this.#memory, 'learner');
  }

  change(): Promise<CheckResult> {
    return runChecks(this.#step, this.#context, this.#memory, 'change');
  }
}

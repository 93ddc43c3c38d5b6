import type { ApiClient } from '../api/client.ts';

/** Lets the user break off a command (Ctrl-C). */
export interface KubectlCancellation {
  readonly aborted: boolean;
  onAbort(listener: () => void): void;
}

/** Standard input: what is typed into an `exec -i`, or a manifest for `-f -`. */
export interface KubectlInput {
  onText(listener: (text: string) => void): void;
  onEnd(listener: () => void): void;
  /** Where a person types; without it, the input is a pipe. */
  readonly terminal?: {
    /** From now on each key comes as it is pressed, Ctrl-C among them, and the other side echoes. */
    passKeys(): void;
  };
}

/** Everything the built-in kubectl has of the world. */
export interface KubectlHost {
  readonly client: ApiClient;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Reads a file of the workspace; rejects with a sentence for the user. */
  readFile(path: string): Promise<string>;
  /** The paths of the manifests in a folder, sorted; undefined where the path is no folder. */
  listFolder?(path: string): Promise<readonly string[] | undefined>;
  /** Virtual time as milliseconds since 1970: ages are counted from it. */
  nowMs(): number;
  /** The namespace of the current context; `config set-context --current --namespace` changes it. */
  namespace: string;
  readonly cancellation: KubectlCancellation;
  readonly input?: KubectlInput;
  /** The terminal's width, where there is one. */
  readonly columns?: number;
  /** Ends after that much virtual time. Without it, `--timeout` never strikes. */
  sleep?(durationMs: number): Promise<void>;
}

/** The same world but for some of it; a change of the namespace still reaches the first. */
export function hostWith(
  host: KubectlHost,
  changes: Partial<Pick<KubectlHost, 'client' | 'stdout' | 'stderr'>>,
): KubectlHost {
  return Object.defineProperty({ ...host, ...changes }, 'namespace', {
    enumerable: true,
    get: () => host.namespace,
    set: (namespace: string) => {
      host.namespace = namespace;
    },
  });
}

import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { clientOf } from '../api/client.ts';
import type { KubectlHost } from '../kubectl/host.ts';
import { runKubectl } from '../kubectl/kubectl.ts';
import type { Cluster } from '../simulation/cluster.ts';

/** The first path that is not there, as a sentence. */
export async function missingManifest(paths: readonly string[]): Promise<string | undefined> {
  for (const file of paths) {
    const problem =
      file === '-'
        ? undefined
        : await stat(file).then(
            () => undefined,
            () => file,
          );
    if (problem !== undefined) return `the path "${problem}" does not exist`;
  }
  return undefined;
}

/** Applies files and folders as `kubectl apply -f` does, telling `report`; false where something was refused. */
export async function applyManifests(
  cluster: Cluster,
  paths: readonly string[],
  report: (text: string) => void,
): Promise<boolean> {
  const host: KubectlHost = {
    client: clientOf(cluster),
    stdout: report,
    stderr: report,
    readFile: (file) => (file === stdinName ? textOf(process.stdin) : readFile(file, 'utf8')),
    listFolder: async (folder) => {
      if (folder === stdinName || !(await stat(folder)).isDirectory()) return undefined;
      const names = (await readdir(folder)).filter((name) => /\.(ya?ml|json)$/.test(name)).sort();
      return names.map((name) => path.join(folder, name));
    },
    nowMs: () => cluster.nowMs,
    namespace: 'default',
    cancellation: { aborted: false, onAbort: () => {} },
  };
  for (const file of paths) {
    const exitCode = await runKubectl(['apply', '-f', file === '-' ? stdinName : file], host);
    if (exitCode !== 0) return false;
  }
  return true;
}

/** Standard input under a name that kubectl takes for a file's. */
const stdinName = '/dev/stdin';

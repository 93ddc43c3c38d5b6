import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Where a cluster is and what opens its door. */
export interface KubeconfigEntry {
  /** `https://127.0.0.1:41234`. */
  readonly server: string;
  readonly certificatePem: string;
  readonly token: string;
}

/** The first line of our files: nobody else's kubeconfig is ever written over. */
const ownMark = '# Written by Pod Labs for one session of its embedded cluster.';

/** A kubeconfig with one cluster, one user and one context, all of them named `pod-labs`. */
export function kubeconfigText({ server, certificatePem, token }: KubeconfigEntry): string {
  return `${ownMark}
apiVersion: v1
kind: Config
current-context: pod-labs
clusters:
- name: pod-labs
  cluster:
    server: ${server}
    certificate-authority-data: ${Buffer.from(certificatePem).toString('base64')}
contexts:
- name: pod-labs
  context:
    cluster: pod-labs
    namespace: default
    user: pod-labs
users:
- name: pod-labs
  user:
    token: ${token}
`;
}

/** Why a kubeconfig cannot be written to this path; undefined where it can. */
export async function kubeconfigProblem(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? '' : error,
  );
  if (typeof text !== 'string') return `cannot write the kubeconfig ${file}: ${text.message}`;
  if (text.trim() === '' || text.startsWith(ownMark)) return undefined;
  return `${file} is another kubeconfig: name a new file with --kubeconfig`;
}

/** Writes the file so that only the user can read it, whatever was there before. */
export async function writeKubeconfig(file: string, entry: KubeconfigEntry): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(kubeconfigText(entry));
    } finally {
      await handle.close();
    }
    await chmod(unfinished, 0o600);
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

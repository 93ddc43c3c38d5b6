// Programs of the machine that tests need: Debian's packages, which root can install.
import { readFileSync } from 'node:fs';
import { runQuietly } from './command.ts';

/** Installs Debian packages. Rejects where the machine is no Debian or we are not root; `howElse` then says what to do. */
export async function installDebianPackages(what: string, packages: readonly string[], howElse: string): Promise<void> {
  if (!isDebian()) throw new Error(`No ${what} found. ${howElse}`);
  if (process.getuid?.() !== 0) {
    throw new Error(
      `No ${what} found, and only root can install it: sudo apt-get install -y ${packages[0]}. Or: ${howElse}`,
    );
  }
  console.log(`Installing ${what} from Debian, once.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runQuietly('package lists', 'apt-get', ['update'], { env });
  await runQuietly(what, 'apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

// The real dig, nslookup and host for tests: the machine's, or those of BIND from Debian.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { installDebianPackages } from './debianPackages.ts';

const howToGetThem = 'Install dig, nslookup and host (of BIND 9).';

let ensured: Promise<void> | undefined;

/** Resolves once the machine has dig, nslookup and host. Rejects where it cannot: tests must fail then, not pass without having run. */
export function ensureDnsTools(): Promise<void> {
  ensured ??= install();
  return ensured;
}

async function install(): Promise<void> {
  if (await hasAll()) return;
  await installDebianPackages('dig, nslookup and host', ['bind9-dnsutils', 'bind9-host'], howToGetThem);
  if (!(await hasAll())) throw new Error(howToGetThem);
}

async function hasAll(): Promise<boolean> {
  try {
    await Promise.all(['dig', 'nslookup', 'host'].map((program) => promisify(execFile)('which', [program])));
    return true;
  } catch {
    return false;
  }
}

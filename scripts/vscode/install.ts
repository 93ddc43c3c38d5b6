// A real VS Code (server and workbench) from npm alone: code-server, which bundles it, and the Node it wants.
// Installed once into the git-ignored cache folder.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { environmentOutsideNpm, runQuietly, secondsSince } from '../command.ts';
import { cacheFolder } from '../project.ts';
import { putNativeStandIns } from './nativeStandIns.ts';

/** code-server 4.139.1 is VS Code 1.139.1. */
export const codeServerVersion = process.env.CODE_SERVER_VERSION ?? '4.139.1';

export interface VsCodePrograms {
  /** The Node that code-server runs on. */
  readonly node: string;
  /** code-server's entry script. */
  readonly codeServer: string;
}

/** 280 MB that no extension needs: AI agents and their sandboxes. */
const dispensable = [
  'node_modules/@github/copilot-sdk-linux-x64',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
];

/** The binary package behind npm's `node` package. */
const nodePackage = `node-${process.platform}-${process.arch}`;

function programsIn(folder: string): VsCodePrograms {
  return {
    node: path.join(folder, 'node_modules', nodePackage, 'bin', 'node'),
    codeServer: path.join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
}

/** The paths of the installed `node` and `codeServer`; installs them first, with progress, if this is the first use. */
export async function installVsCode(): Promise<VsCodePrograms> {
  const folder = path.join(cacheFolder, `code-server-${codeServerVersion}`);
  if (existsSync(folder)) return programsIn(folder);
  if (process.platform === 'win32') {
    throw new Error('code-server does not run on Windows: install desktop VS Code and set VSCODE_EXECUTABLE to it');
  }
  // Installed under another name and renamed when complete, so that a half installation is never taken for a whole one.
  const unfinished = `${folder}.unfinished-${process.pid}`;
  try {
    await install(unfinished);
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return programsIn(folder);
}

async function install(folder: string) {
  const start = Date.now();
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'vscode-cache', private: true }));
  const npm = async (title: string, cwd: string, args: string[]) => {
    console.log(`VS Code, ${title}`);
    const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock'];
    const env = { ...environmentOutsideNpm(), npm_config_engine_strict: 'false' };
    await runQuietly(title, 'npm', ['install', ...args, ...flags], { cwd, env });
  };
  console.log(`Installing VS Code from npm (code-server ${codeServerVersion}), once; this takes a minute or two.`);
  await npm('1 of 3: server and workbench', folder, [`code-server@${codeServerVersion}`]);
  const app = path.join(folder, 'node_modules', 'code-server');
  const wantedNode = /\d+/.exec(JSON.parse(readFileSync(path.join(app, 'package.json'), 'utf8')).engines.node)?.[0];
  await npm(`2 of 3: Node ${wantedNode}, which it runs on`, folder, [`${nodePackage}@${wantedNode}`]);
  await npm('3 of 3: its own dependencies', path.join(app, 'lib', 'vscode'), ['--omit=dev']);
  for (const part of dispensable) rmSync(path.join(app, 'lib', 'vscode', part), { recursive: true, force: true });
  putNativeStandIns(path.join(app, 'lib', 'vscode', 'node_modules'));
  console.log(`VS Code is installed (${secondsSince(start)}).`);
}

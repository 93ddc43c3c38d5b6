// `npm start`: VS Code with the extension and a workspace to try it in.
// Desktop VS Code if there is one, else a VS Code server that any browser can open; POD_LABS_PORT fixes its port.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { runVisibly } from './command.ts';
import { vsixFile } from './package.ts';
import { cacheFolder, projectFolder, sampleWorkspace } from './project.ts';
import { startServer } from './vscode/server.ts';

const startFolder = path.join(cacheFolder, 'start');
const workspace = path.join(startFolder, 'workspace');

/** Desktop VS Code needs a screen, and refuses to run as root. */
function desktopCode(): string | undefined {
  if (process.getuid?.() === 0) return undefined;
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  const code = process.platform === 'win32' ? 'code.cmd' : 'code';
  const found = spawnSync(code, ['--version'], { shell: process.platform === 'win32', encoding: 'utf8' });
  return found.status === 0 && /^\d+\.\d+/.test(found.stdout) ? code : undefined;
}

async function runScript(name: string) {
  const { exitCode } = await runVisibly('npm', ['run', '-s', name], { cwd: projectFolder });
  if (exitCode !== 0) throw new Error(`npm run ${name} ended with ${exitCode}`);
}

async function startOnDesktop(code: string) {
  await runScript('build');
  const args = ['--new-window', `--extensionDevelopmentPath=${projectFolder}`, workspace];
  spawn(code, args, { shell: process.platform === 'win32', stdio: 'ignore', detached: true }).unref();
  console.log('VS Code opens with Pod Labs and a sample workspace.');
}

async function startOnServer() {
  await runScript('package');
  const port = Number(process.env.POD_LABS_PORT ?? 0);
  const server = await startServer({ profileFolder: startFolder, port, vsix: [vsixFile] });
  const address = new URL('/', server.url);
  address.searchParams.set('folder', workspace);
  const stop = () => {
    server.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  console.log('\nVS Code is running with Pod Labs and a sample workspace; Ctrl-C ends it. Open in a browser:\n');
  console.log(address.href);
}

// The user's copy is kept from one start to the next.
if (!existsSync(workspace)) {
  mkdirSync(startFolder, { recursive: true });
  cpSync(sampleWorkspace, workspace, { recursive: true });
}
const code = desktopCode();
if (code) await startOnDesktop(code);
else await startOnServer();

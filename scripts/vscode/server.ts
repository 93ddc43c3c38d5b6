// Starts and stops a VS Code server on a free port of 127.0.0.1.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runQuietly } from '../command.ts';
import { installVsCode } from './install.ts';

const startLimitMs = 60_000;
const stopLimitMs = 4_000;

/** Settings of a quiet VS Code: nothing but what is being shown or tested. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'chat.agentHost.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'files.autoSave': 'off',
  'window.dialogStyle': 'custom',
};

export interface ServerOptions {
  /** Holds the user data and the installed extensions. */
  readonly profileFolder: string;
  /** Environment variables that the extension host sees. */
  readonly env?: NodeJS.ProcessEnv;
  /** User settings on top of the quiet ones. */
  readonly settings?: Record<string, unknown>;
  /** VSIX files to install before the start. */
  readonly vsix?: readonly string[];
  /** A fixed port; a free one if not given. */
  readonly port?: number;
}

export interface VsCodeServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** What the server printed so far. */
  output(): string;
  /** Ends the processes that were started for this server, and no others. */
  stop(): Promise<void>;
}

/** Starts a server, installing VS Code itself first if need be. */
export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const { node, codeServer } = await installVsCode();
  const { profileFolder, settings, vsix = [], port = 0 } = options;
  const userData = path.join(profileFolder, 'user-data');
  const extensions = path.join(profileFolder, 'extensions');
  const config = path.join(profileFolder, 'config.yaml');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  mkdirSync(extensions, { recursive: true });
  writeFileSync(
    path.join(userData, 'User', 'settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, null, 2),
  );
  // Without a configuration of its own it would write one into the home folder.
  writeFileSync(config, 'auth: none\ncert: false\n');
  const env = hostEnvironment(options.env);
  const places = ['--config', config, '--user-data-dir', userData, '--extensions-dir', extensions];
  for (const file of vsix) {
    await runQuietly(`installing ${path.basename(file)}`, node, [codeServer, ...places, '--install-extension', file], {
      env,
    });
  }
  const flags = [
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    '--ignore-last-opened',
  ];
  // Detached: a process group of its own, so that the server's children end with it.
  const child = spawn(node, [codeServer, ...places, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, ...flags], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`VS Code did not start in ${startLimitMs / 1000} s\n${output}`)),
      startLimitMs,
    );
    const read = (chunk: Buffer) => {
      output += chunk;
      const address = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (!address) return;
      clearTimeout(limit);
      resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`VS Code ended with ${code}\n${output}`));
    });
  });
  const signalGroup = (signal: NodeJS.Signals) => {
    try {
      if (child.pid) process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  };
  const endWithUs = () => signalGroup('SIGKILL');
  process.once('exit', endWithUs);
  return {
    url,
    output: () => output,
    stop: () =>
      new Promise((resolve) => {
        process.off('exit', endWithUs);
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.on('exit', () => resolve());
        signalGroup('SIGTERM');
        setTimeout(() => signalGroup('SIGKILL'), stopLimitMs).unref();
      }),
  };
}

/** Our environment without what belongs to a VS Code around us, and without a marketplace to look for updates in. */
function hostEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  for (const name of Object.keys(env))
    if (/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|PORT$|PASSWORD$)/.test(name)) delete env[name];
  return { ...env, ...extra };
}

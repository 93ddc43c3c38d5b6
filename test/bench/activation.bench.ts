import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../scripts/project.ts';
import { bench } from './benchmark.ts';

const bundle = path.join(projectFolder, 'dist', 'extension.node.cjs');

/** Loads the bundle in a process of its own, with an editor that only lets itself be registered with. */
const load = `
  const Module = require('node:module');
  const anything = new Proxy(function () {}, {
    get: (target, key) => (key === Symbol.toPrimitive ? () => '' : key === 'prototype' ? target.prototype : anything),
    apply: () => anything,
    construct: () => ({}),
  });
  const resolve = Module._load;
  Module._load = (name, ...rest) => (name === 'vscode' ? anything : resolve(name, ...rest));
  const begin = performance.now();
  require(process.argv[1]);
  console.log(performance.now() - begin);
`;

bench("activation: loading the extension's bundle", 'ms', () => {
  if (!existsSync(bundle)) execFileSync(process.execPath, ['esbuild.js'], { cwd: projectFolder, stdio: 'ignore' });
  return Number(execFileSync(process.execPath, ['-e', load, bundle], { encoding: 'utf8' }));
});

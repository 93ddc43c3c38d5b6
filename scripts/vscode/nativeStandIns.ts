// VS Code's server has two native parts that npm would have to compile, and a fresh machine has no compiler. Without the
// first there are no log files, and so no log output channels: both get a stand-in in plain JavaScript.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** As spdlog's loggers: a line a message, `2026-11-22 16:00:00.000 [info] text`, or the text alone. */
const spdlog = `const { appendFileSync, mkdirSync } = require('fs');
const path = require('path');
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(type, name, file) { this.file = file; this.level = 2; this.plain = false; }
  write(level, text) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').slice(0, -1);
    try { appendFileSync(this.file, this.plain ? text : time + ' [' + levels[level] + '] ' + text + '\\n'); } catch {}
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.plain = true; }
  setPattern() {}
  flush() {}
  drop() {}
}
['trace', 'debug', 'info', 'warn', 'error', 'critical'].forEach((name, level) => {
  Logger.prototype[name] = function (text) { this.write(level, String(text)); };
});
async function create(name, file) { mkdirSync(path.dirname(file), { recursive: true }); return new Logger('', name, file); }
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;

/** It ends the extension host when its parent hangs; whoever starts our servers ends them. */
const watchdog = 'exports.start = () => {};\nexports.exit = (code) => process.exit(code);\n';

/** Puts the stand-ins into the installed server's node_modules. */
export function putNativeStandIns(nodeModules: string): void {
  for (const [name, script] of [
    ['@vscode/spdlog', spdlog],
    ['@vscode/native-watchdog', watchdog],
  ] as const) {
    const folder = path.join(nodeModules, name);
    if (existsSync(folder)) writeFileSync(path.join(folder, 'index.js'), script);
  }
}

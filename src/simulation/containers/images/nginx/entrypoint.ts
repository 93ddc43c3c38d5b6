import { becomeCommand, runCommand } from '../../applets/runCommand.ts';
import { refused } from '../../errno.ts';
import type { ImageFolder } from '../../filesystem.ts';
import type { Process } from '../../process.ts';
import { compute, type Program, type Run, write } from '../../syscalls.ts';

const script = '/docker-entrypoint.sh:';
const folder = '/docker-entrypoint.d';
const defaultConf = '/etc/nginx/conf.d/default.conf';

/** The image's entrypoint: runs the scripts of `/docker-entrypoint.d` where the command is nginx, then the command. */
export const entrypoint: Program = function* (process) {
  const command = process.argv.slice(1);
  const say = (text: string) =>
    process.env.get('NGINX_ENTRYPOINT_QUIET_LOGS') ? compute() : write(1, `${script} ${text}\n`);
  if (command[0] === 'nginx' || command[0] === 'nginx-debug') {
    const node = process.stat(folder);
    const names = !refused(node) && node.kind === 'directory' ? node.names() : [];
    if (names.length === 0) yield* say(`No files found in ${folder}/, skipping configuration`);
    else {
      yield* say(`${folder}/ is not empty, will attempt to perform configuration`);
      yield* say(`Looking for shell scripts in ${folder}/`);
      for (const name of names) yield* launch(process, name, say);
      yield* say('Configuration complete; ready for start up');
    }
  }
  return yield* becomeCommand(process, command);
};

function* launch(process: Process, name: string, say: (text: string) => Run<unknown>): Run<void> {
  const path = `${folder}/${name}`;
  const node = process.stat(path);
  if (refused(node) || node.kind !== 'file') return;
  if (!/\.(sh|envsh)$/.test(name)) {
    yield* say(`Ignoring ${path}`);
    return;
  }
  if ((node.mode & 0o111) === 0) {
    yield* say(`Ignoring ${path}, not executable`);
    return;
  }
  yield* say(`${name.endsWith('.envsh') ? 'Sourcing' : 'Launching'} ${path}`);
  // The image's own scripts run within this process: what they start would only cost time.
  if (node.program) yield* node.program(process);
  else yield* runCommand(process, [path]);
}

const listenOnIpv6: Program = function* (process) {
  const me = '10-listen-on-ipv6-by-default.sh:';
  const node = process.stat(defaultConf);
  if (refused(node) || node.kind !== 'file') {
    yield* write(1, `${me} info: ${defaultConf} is not a file or does not exist\n`);
    return 0;
  }
  const fd = process.open(defaultConf, { access: 'write', append: true });
  if (refused(fd)) {
    yield* write(1, `${me} info: can not modify ${defaultConf} (read-only file system?)\n`);
    return 0;
  }
  process.close(fd);
  if (/listen\s+\[::\]:80/.test(node.content.text)) {
    yield* write(1, `${me} info: IPv6 listen already enabled\n`);
    return 0;
  }
  yield* write(1, `${me} info: Getting the checksum of ${defaultConf}\n`);
  const port = /listen +(\d+);/.exec(node.content.text)?.[1];
  if (port === undefined || !node.content.text.startsWith('server {\n    listen       ')) {
    yield* write(1, `${me} info: ${defaultConf} differs from the packaged version\n`);
    return 0;
  }
  const text = node.content.text.replace(/( *)listen +(\d+);\n/, '$1listen       $2;\n$1listen  [::]:$2;\n');
  node.truncate(0, process.nowMs);
  node.write(0, text, process.nowMs);
  yield* write(1, `${me} info: Enabled listen on IPv6 in ${defaultConf}\n`);
  return 0;
};

const nothing: Program = function* () {
  yield* compute();
  return 0;
};

/** Fills `/etc/nginx/templates/*.template` in with the variables of the environment. */
const fillTemplates: Program = function* (process) {
  const me = '20-envsubst-on-templates.sh:';
  const from = process.env.get('NGINX_ENVSUBST_TEMPLATE_DIR') ?? '/etc/nginx/templates';
  const to = process.env.get('NGINX_ENVSUBST_OUTPUT_DIR') ?? '/etc/nginx/conf.d';
  const suffix = process.env.get('NGINX_ENVSUBST_TEMPLATE_SUFFIX') ?? '.template';
  const templates = process.stat(from);
  if (refused(templates) || templates.kind !== 'directory') return 0;
  for (const name of templates.names().filter((one) => one.endsWith(suffix))) {
    const node = process.stat(`${from}/${name}`);
    if (refused(node) || node.kind !== 'file') continue;
    const target = `${to}/${name.slice(0, -suffix.length)}`;
    const fd = process.open(target, { access: 'write', create: true, truncate: true });
    if (refused(fd)) {
      yield* write(1, `${me} ERROR: ${from} exists, but ${to} is not writable\n`);
      return 0;
    }
    yield* write(1, `${me} Running envsubst on ${from}/${name} to ${target}\n`);
    const filled = node.content.text.replace(
      /\$\{(\w+)\}|\$(\w+)/g,
      (whole, braced?: string, bare?: string) => process.env.get(braced ?? bare ?? '') ?? whole,
    );
    yield* write(fd, filled);
    process.close(fd);
  }
  return 0;
};

/** What the image has in `/docker-entrypoint.d`. */
export const entrypointScripts: ImageFolder = {
  '10-listen-on-ipv6-by-default.sh': { kind: 'program', program: listenOnIpv6 },
  '15-local-resolvers.envsh': { kind: 'program', program: nothing },
  '20-envsubst-on-templates.sh': { kind: 'program', program: fillTemplates },
  '30-tune-worker-processes.sh': { kind: 'program', program: nothing },
};

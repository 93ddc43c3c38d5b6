import { readAll } from '../applets/input.ts';
import { refused } from '../errno.ts';
import type { Image } from '../image.ts';
import type { Process } from '../process.ts';
import { type Program, pause, type Run, sleep, work, write } from '../syscalls.ts';
import { folder, textFile } from './baseFiles.ts';
import { debianFiles, usrWith } from './distributions.ts';
import { followFiles } from './followFiles.ts';
import { isoStamp } from './logTimes.ts';

/** `<source>` or `<match pattern>` and its lines. */
interface Section {
  readonly name: string;
  readonly argument: string;
  readonly settings: ReadonlyMap<string, string>;
}

const memoryBytes = 45 * 1024 * 1024;
const startUpCpuMs = 600;
/** fluentd's in_tail looks at a file this often where inotify is silent, milliseconds. */
const refreshMs = 1000;
const stopMs = 200;

/** `fluentd -c file`: follows the files of `tail` sources and prints what a `stdout` match takes. */
const fluentd: Program = function* (process) {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.dispositions.set(signal, 'catch');
  process.holdMemory(memoryBytes);
  const log = function* (level: string, text: string): Run<void> {
    yield* write(1, `${isoStamp(process.nowMs).slice(0, 19)} +0000 [${level}]: ${text}\n`);
  };
  const path = configurationPath(process);
  yield* log('info', 'init supervisor logger path=nil rotate_age=nil rotate_size=nil');
  yield* work(startUpCpuMs);
  const fd = process.open(path, { access: 'read' });
  if (refused(fd)) {
    yield* log(
      'error',
      `config error file="${path}" error_class=Errno::${fd.errno} error="${fd.text} @ rb_sysopen - ${path}"`,
    );
    return 1;
  }
  yield* log('info', `parsing config file is succeeded path="${path}"`);
  const sections = sectionsOf(yield* readAll(fd));
  process.close(fd);
  const version = process.env.get('FLUENTD_VERSION') ?? '';
  yield* log('info', `starting fluentd-${version} pid=${process.pid} ruby="3.2.9"`);
  for (const { argument, settings } of sections.filter(({ name }) => name === 'match')) {
    const type = typeOf(settings);
    yield* log('info', `adding match pattern="${argument}" type="${type}"`);
    if (type !== 'stdout' && type !== 'null') {
      yield* log('warn', `#0 Pod Labs does not simulate the output "${type}": records end here`);
    }
  }
  const sources = sections.filter(({ name }) => name === 'source');
  for (const { settings } of sources) yield* log('info', `adding source type="${typeOf(settings)}"`);
  yield* log('info', '#0 fluentd worker is now running worker=0');
  for (const { settings } of sources.filter((source) => typeOf(source.settings) === 'tail')) {
    const tag = settings.get('tag') ?? '';
    const target = sections.find((section) => section.name === 'match' && takes(section.argument, tag));
    const prints = target && typeOf(target.settings) === 'stdout';
    process.startThread(function* (thread) {
      yield* followFiles(thread, {
        patterns: (settings.get('path') ?? '').split(',').map((one) => one.trim()),
        everyMs: refreshMs,
        from: settings.get('read_from_head') === 'true' ? 'start' : 'end',
        onFound: (file) => log('info', `#0 following tail of ${file}`),
        onLines: function* (file, lines) {
          if (!prints) return;
          const stamp = `${isoStamp(thread.nowMs)}000000 +0000`;
          const shown = tag.replace('*', file.slice(1).replaceAll('/', '.'));
          yield* write(1, lines.map((line) => `${stamp} ${shown}: ${JSON.stringify({ message: line })}\n`).join(''));
        },
      });
      return 0;
    });
  }
  while (process.caught.length === 0) yield* pause();
  yield* log('info', 'Received graceful stop');
  yield* log('info', '#0 fluentd worker is now stopping worker=0');
  yield* sleep(stopMs);
  yield* log('info', 'Worker 0 finished with status 0');
  return 0;
};

/** `-c` of the command, else of FLUENTD_ARGS or FLUENTD_CONF, as the images have it. */
function configurationPath(process: Process): string {
  const words = [...process.argv.slice(1), ...(process.env.get('FLUENTD_ARGS') ?? '').split(/\s+/)];
  const at = words.findIndex((word) => word === '-c' || word === '--config');
  return words[at + 1] && at >= 0
    ? (words[at + 1] as string)
    : `/fluentd/etc/${process.env.get('FLUENTD_CONF') ?? 'fluent.conf'}`;
}

function typeOf(settings: ReadonlyMap<string, string>): string {
  return settings.get('@type') ?? settings.get('type') ?? '';
}

/** `**` and `a.**` take all that begins so; `*` one part (https://docs.fluentd.org/configuration/config-file). */
function takes(patterns: string, tag: string): boolean {
  const parts = tag.split('.');
  return patterns.split(/\s+/).some((pattern) => {
    const wanted = pattern.split('.');
    const open = wanted.indexOf('**');
    const fixed = open < 0 ? wanted : wanted.slice(0, open);
    if (open < 0 && wanted.length !== parts.length) return false;
    return fixed.every((part, index) => part === '*' || part === parts[index]);
  });
}

/** The sections of the first level; those inside are read over, but for what is not theirs. */
function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  let current: { name: string; argument: string; settings: Map<string, string> } | undefined;
  let depth = 0;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      continue;
    }
    const open = /^<(\w+)\s*([^>]*)>$/.exec(line);
    if (open) {
      depth += 1;
      if (depth > 1) continue;
      current = { name: open[1] as string, argument: (open[2] as string).trim(), settings: new Map() };
      sections.push(current);
    } else if (depth === 1 && current && line !== '' && !line.startsWith('#')) {
      const [key = '', value = ''] = line.split(/\s+(.*)/s);
      current.settings.set(key, value);
    }
  }
  return sections;
}

const defaultConfiguration =
  '<source>\n  @type forward\n  port 24224\n</source>\n<match **>\n  @type stdout\n</match>\n';

/** fluentd in its many images: fluent/fluentd, fluentd, the documentation's fluentd-gcp and fluentd-elasticsearch. */
export const fluentdImage: Image = {
  files: {
    ...debianFiles,
    'run.sh': { kind: 'program', program: fluentd },
    fluentd: folder({ etc: folder({ 'fluent.conf': textFile(defaultConfiguration) }), log: folder() }),
    usr: usrWith({
      bin: folder({ fluentd: { kind: 'program', program: fluentd }, env: { kind: 'link', target: '/bin/env' } }),
    }),
  },
  entrypoint: ['fluentd'],
  command: [],
  env: { FLUENTD_VERSION: '1.18.0', FLUENTD_CONF: 'fluent.conf' },
  workingDir: '/',
  stopSignal: 'SIGTERM',
};

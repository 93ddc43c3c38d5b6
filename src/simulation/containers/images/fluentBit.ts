import { readAll } from '../applets/input.ts';
import { refused } from '../errno.ts';
import type { Image } from '../image.ts';
import type { Process } from '../process.ts';
import { type Program, pause, type Run, write } from '../syscalls.ts';
import { folder, textFile } from './baseFiles.ts';
import { type FollowOptions, followFiles } from './followFiles.ts';
import { isoStamp } from './logTimes.ts';

/** A section of a configuration in the classic form: `[INPUT]` and its lines. */
interface Section {
  readonly name: string;
  readonly settings: ReadonlyMap<string, string>;
}

const memoryBytes = 12 * 1024 * 1024;
const defaultConfiguration =
  '[SERVICE]\n    Flush        1\n    Log_Level    info\n\n[INPUT]\n    Name  cpu\n    Tag   cpu.local\n\n[OUTPUT]\n    Name  stdout\n    Match *\n';

/** `fluent-bit -c file`, or `-i tail -p path=… -o stdout`: follows files and prints what comes; other inputs are quiet. */
const fluentBit: Program = function* (process) {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.dispositions.set(signal, 'catch');
  process.holdMemory(memoryBytes);
  const log = function* (level: string, text: string): Run<void> {
    const stamp = isoStamp(process.nowMs).slice(0, 19).replaceAll('-', '/');
    yield* write(2, `[${stamp}] [${level.padStart(5)}] ${text}\n`);
  };
  const version = process.env.get('FLUENT_BIT_VERSION') ?? '';
  yield* write(
    1,
    `Fluent Bit v${version}\n* Fluent Bit is a CNCF sub-project under the umbrella of Fluentd\n* https://fluentbit.io\n\n`,
  );
  const sections = yield* sectionsOf(process);
  if (typeof sections === 'string') {
    yield* log('error', sections);
    yield* log('error', 'configuration file contains errors, aborting.');
    return 1;
  }
  yield* log('info', `[fluent bit] version=${version}, commit=, pid=${process.pid}`);
  const flushMs = 1000 * (Number(sections.find(({ name }) => name === 'SERVICE')?.settings.get('flush')) || 1);
  const outputs = sections.filter(({ name }) => name === 'OUTPUT');
  for (const [index, { settings }] of outputs.entries()) {
    const plugin = settings.get('name') ?? '';
    if (plugin === 'stdout' || plugin === 'null')
      yield* log('info', `[output:${plugin}:${plugin}.${index}] worker #0 started`);
    else
      yield* log(
        'warn',
        `[output:${plugin}:${plugin}.${index}] Pod Labs does not simulate this output: records end here`,
      );
  }
  yield* log('info', '[sp] stream processor started');
  const inputs = sections.filter(({ name, settings }) => name === 'INPUT' && settings.get('name') === 'tail');
  for (const [index, { settings }] of inputs.entries()) {
    const tag = settings.get('tag') ?? `tail.${index}`;
    const printed = outputs.filter((output) => output.settings.get('name') === 'stdout' && takes(output, tag)).length;
    let watch = 0;
    const options: FollowOptions = {
      patterns: (settings.get('path') ?? '').split(',').map((path) => path.trim()),
      everyMs: flushMs,
      from: settings.get('read_from_head')?.toLowerCase() === 'true' ? 'start' : 'end',
      onFound: function* (path) {
        watch += 1;
        yield* log(
          'info',
          `[input:tail:tail.${index}] inotify_fs_add(): inode=${1000 + watch} watch_fd=${watch} name=${path}`,
        );
      },
      onLines: function* (path, lines) {
        const shown = tag.replace('*', path.slice(1).replaceAll('/', '.'));
        const seconds = `${Math.floor(process.nowMs / 1000)}.${String(process.nowMs % 1000).padStart(3, '0')}000000`;
        const key = settings.get('key') ?? 'log';
        const text = lines
          .map((line, number) => `[${number}] ${shown}: [[${seconds}, {}], {"${key}"=>"${quoted(line)}"}]\n`)
          .join('');
        for (let i = 0; i < printed; i++) yield* write(1, text);
      },
    };
    process.startThread(function* (thread) {
      yield* followFiles(thread, options);
      return 0;
    });
  }
  while (process.caught.length === 0) yield* pause();
  yield* write(2, `[engine] caught signal (${process.caught[0]})\n`);
  yield* log('warn', '[engine] service will shutdown in max 5 seconds');
  yield* log('info', '[engine] service has stopped (0 pending tasks)');
  return 0;
};

function quoted(line: string): string {
  return line.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}

/** Whether an output's `Match` lets a tag through: `*` stands for anything. */
function takes(output: Section, tag: string): boolean {
  const match = output.settings.get('match') ?? '*';
  const star = match.indexOf('*');
  return star < 0 ? match === tag : tag.startsWith(match.slice(0, star));
}

function* sectionsOf(process: Process): Run<readonly Section[] | string> {
  const words = process.argv.slice(1);
  let file = '';
  const sections: { name: string; settings: Map<string, string> }[] = [];
  for (let i = 0; i < words.length; i++) {
    const [flag = '', attached] = (words[i] as string).split(/=(.*)/s);
    const value = () => attached ?? words[++i] ?? '';
    if (flag === '-c' || flag === '--config') file = value();
    else if (flag === '-i' || flag === '--input')
      sections.push({ name: 'INPUT', settings: new Map([['name', value()]]) });
    else if (flag === '-o' || flag === '--output')
      sections.push({ name: 'OUTPUT', settings: new Map([['name', value()]]) });
    else if (flag === '-p' || flag === '--prop') {
      const [key = '', text = ''] = value().split(/=(.*)/s);
      sections.at(-1)?.settings.set(key.toLowerCase(), text);
    } else if (flag === '-t' || flag === '-m') sections.at(-1)?.settings.set(flag === '-t' ? 'tag' : 'match', value());
  }
  if (file === '') return sections;
  const fd = process.open(file, { access: 'read' });
  if (refused(fd)) return `[config] error reading configuration file: ${file}: ${fd.text}`;
  const text = yield* readAll(fd);
  process.close(fd);
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith('@')) continue;
    const header = /^\[(\w+)\]$/.exec(line);
    if (header) sections.push({ name: (header[1] as string).toUpperCase(), settings: new Map() });
    else {
      const [key = '', value] = line.split(/\s+(.*)/s);
      if (value === undefined)
        return `[config] ${file}:${index + 1} undefined value - check config is in valid classic format`;
      sections.at(-1)?.settings.set(key.toLowerCase(), value);
    }
  }
  return sections;
}

/** docker.io/fluent/fluent-bit: has no shell. */
export function fluentBitImage(version: string): Image {
  return {
    files: {
      'fluent-bit': folder({
        bin: folder({ 'fluent-bit': { kind: 'program', program: fluentBit } }),
        etc: folder({ 'fluent-bit.conf': textFile(defaultConfiguration) }),
      }),
      etc: folder({ passwd: textFile('root:x:0:0:root:/root:/sbin/nologin\n') }),
      var: folder({ log: folder() }),
      tmp: folder({}, 0o1777),
    },
    entrypoint: ['/fluent-bit/bin/fluent-bit'],
    command: ['-c', '/fluent-bit/etc/fluent-bit.conf'],
    env: { FLUENT_BIT_VERSION: version },
    workingDir: '/',
    stopSignal: 'SIGTERM',
  };
}

/** An argument that a program takes for a host. */
export interface HostArgument {
  /** Which of the words. */
  readonly index: number;
  /** Where the host begins in the word. */
  readonly offset: number;
  /** As written: `web`, `web:8080`. */
  readonly text: string;
  readonly port?: number;
}

interface Program {
  /** Options of one letter whose value is the next word. */
  readonly letters: string;
  /** Long options whose value is the next word. */
  readonly long?: RegExp;
  /** What of the words that are no options is a host. */
  readonly hosts: 'urls' | 'first' | 'hostAndPort' | 'none';
  /** Options whose value is a host, or a port. */
  readonly hostOptions?: readonly string[];
  readonly portOptions?: readonly string[];
}

const netcat: Program = { letters: 'egGiIopPqsTwxX', hosts: 'hostAndPort' };
const mysql: Program = {
  letters: 'eDSPuph',
  hosts: 'none',
  hostOptions: ['-h', '--host'],
  portOptions: ['-P', '--port'],
};
const postgres: Program = {
  letters: 'cdfhopUtTv',
  hosts: 'none',
  hostOptions: ['-h', '--host'],
  portOptions: ['-p', '--port'],
};

const programs: Readonly<Record<string, Program>> = {
  curl: {
    letters: 'AbcCdDeEFHKmoPQrtTuUwxXyYz',
    long: /^--(header|data.*|json|output.*|user|request|max-time|connect-timeout|retry.*|form|cacert|cert|key|proxy.*|resolve|url|write-out|user-agent|referer|cookie.*|upload-file|limit-rate|interface|dump-header|unix-socket|connect-to)$/,
    hosts: 'urls',
  },
  wget: {
    letters: 'aoOPQtTUwieYS',
    long: /^--(output-.*|timeout|tries|header|post-.*|body-.*|user.*|password|directory-prefix|wait|.*-timeout)$/,
    hosts: 'urls',
  },
  nc: netcat,
  ncat: netcat,
  netcat,
  telnet: { letters: 'bl', hosts: 'hostAndPort' },
  ping: { letters: 'cisWwtIlmMpQTS', hosts: 'first' },
  nslookup: { letters: '', hosts: 'first' },
  'redis-cli': { letters: 'hpasnuriDdxX', hosts: 'none', hostOptions: ['-h'], portOptions: ['-p'] },
  mysql,
  mysqladmin: mysql,
  mysqldump: mysql,
  mariadb: mysql,
  'mariadb-admin': mysql,
  psql: postgres,
  pg_isready: postgres,
  pg_dump: postgres,
  mongosh: { letters: '', hosts: 'none', hostOptions: ['--host', '-h'], portOptions: ['--port'] },
};

const hostText = /^(?=.*[a-z])[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\.?$/i;

/** The hosts among the words of a command line, the program first; none for a program that is not known here. */
export function hostArguments(words: readonly string[]): HostArgument[] {
  const start = /(^|\/)busybox$/.test(words[0] ?? '') ? 1 : 0;
  const name = (words[start] ?? '').replace(/^.*\//, '');
  if (name === 'getent') return /^ahosts|^hosts$/.test(words[start + 1] ?? '') ? plain(words, start + 2) : [];
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (!program) return [];
  const { positions, hosts, port } = readOptions(words, start + 1, program);
  const found = hosts.flatMap(({ index, offset }) => plain(words, index, offset));
  const withPort = port === undefined ? found : found.map((host) => ({ ...host, port }));
  const [first, second] = positions;
  if (first === undefined || program.hosts === 'none') return withPort;
  if (program.hosts === 'urls') return [...withPort, ...positions.flatMap((index) => ofUrl(words, index))];
  const number = Number(words[second ?? -1]);
  const isPort = program.hosts === 'hostAndPort' && Number.isInteger(number) && number > 0;
  // With -l, --listen, a netcat is the server.
  if (program === netcat && words.some((word) => /^-(\w*l|-listen)/.test(word))) return [];
  return [...withPort, ...plain(words, first).map((host) => (isPort ? { ...host, port: number } : host))];
}

interface Options {
  readonly positions: number[];
  readonly hosts: { index: number; offset: number }[];
  readonly port?: number;
}

function readOptions(words: readonly string[], start: number, program: Program): Options {
  const { letters, long, hostOptions = [], portOptions = [] } = program;
  const positions: number[] = [];
  const hosts: { index: number; offset: number }[] = [];
  let port: number | undefined;
  for (let index = start; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!/^-./.test(word)) {
      positions.push(index);
      continue;
    }
    if (hostOptions.includes(word)) hosts.push({ index: ++index, offset: 0 });
    else if (portOptions.includes(word)) port = Number(words[++index]) || undefined;
    else if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      if (equals > 0 && hostOptions.includes(word.slice(0, equals))) hosts.push({ index, offset: equals + 1 });
      else if (equals < 0 && long?.test(word)) index += 1;
    } else {
      const letter = [...word.slice(1)].findIndex((one) => letters.includes(one));
      if (letter >= 0 && hostOptions.includes(`-${word[letter + 1]}`)) hosts.push({ index, offset: letter + 2 });
      else if (letter === word.length - 2) index += 1;
    }
  }
  return { positions, hosts, ...(port !== undefined && { port }) };
}

function plain(words: readonly string[], index: number, offset = 0): HostArgument[] {
  const text = (words[index] ?? '').slice(offset);
  return hostText.test(text) ? [{ index, offset, text }] : [];
}

/** `web`, `web:8080/path`; one with a scheme is found by its scheme. */
function ofUrl(words: readonly string[], index: number): HostArgument[] {
  const word = words[index] ?? '';
  const [, host = '', port] = /^([^/?#:\s]+)(?::(\d{1,5}))?(?:[/?#]|$)/.exec(word) ?? [];
  return hostText.test(host) ? [{ index, offset: 0, text: host, port: port === undefined ? 80 : Number(port) }] : [];
}

import { ByteReader } from '../http/byteReader.ts';
import type { Image } from '../image.ts';
import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { folder } from './baseFiles.ts';
import { runDaemon } from './daemon.ts';
import { debianFiles, usrWith } from './distributions.ts';
import { entrypointFor } from './entrypoint.ts';
import { listenAddresses } from './listenAddresses.ts';

interface Item {
  readonly flags: string;
  readonly text: string;
  /** Epoch, milliseconds; nothing for items that stay. */
  readonly expiresMs: number | undefined;
}

/** memcached's limits: a line, a key and an item, in bytes. */
const maxLineBytes = 8192;
const maxKeyBytes = 250;
const maxItemBytes = 1024 * 1024;
/** Up to this, `exptime` counts from now; above it is a point in time (https://docs.memcached.org/protocols/basic/). */
const maxRelativeSeconds = 60 * 60 * 24 * 30;
const itemOverheadBytes = 56;
const baseMemoryBytes = 3 * 1024 * 1024;

/** The cache and its text protocol. */
class Cache {
  readonly #items = new Map<string, Item>();
  readonly #process: Process;
  readonly #maxBytes: number;
  #bytes = 0;
  #hits = 0;
  #misses = 0;

  constructor(process: Process, maxBytes: number) {
    this.#process = process;
    this.#maxBytes = maxBytes;
  }

  *serve(thread: Process, fd: number): Run<void> {
    const reader = new ByteReader(thread, fd);
    for (;;) {
      const line = yield* reader.until('\n', maxLineBytes);
      if (typeof line !== 'object' || !('text' in line) || 'errno' in line) return;
      const words = line.text.trim().split(/\s+/);
      thread.charge(10);
      if (words[0] === 'quit') return;
      const bytes = storing.has(words[0] ?? '') ? Number(words[4]) : undefined;
      let body = '';
      if (bytes !== undefined) {
        if (!(bytes >= 0 && bytes <= maxItemBytes)) {
          yield* write(fd, 'SERVER_ERROR object too large for cache\r\n');
          return;
        }
        const data = yield* reader.exactly(bytes + 2);
        if (typeof data !== 'object' || 'errno' in data) return;
        body = data.text.slice(0, -2);
      }
      const answer = this.#answer(words, body);
      if (!words.includes('noreply') && (yield* write(fd, answer))) return;
    }
  }

  #answer(words: readonly string[], body: string): string {
    const [name = '', key = '', ...rest] = words;
    if (key.length > maxKeyBytes) return 'CLIENT_ERROR bad command line format\r\n';
    switch (name) {
      case 'get':
      case 'gets':
        return `${[key, ...rest].map((one) => this.#lookUp(one)).join('')}END\r\n`;
      case 'set':
      case 'add':
      case 'replace':
        if ((this.#get(key) === undefined) === (name === 'replace') && name !== 'set') return 'NOT_STORED\r\n';
        if (name === 'add' && this.#get(key)) return 'NOT_STORED\r\n';
        this.#set(key, { flags: rest[0] ?? '0', text: body, expiresMs: this.#expiry(Number(rest[1])) });
        return 'STORED\r\n';
      case 'delete':
        return this.#delete(key) ? 'DELETED\r\n' : 'NOT_FOUND\r\n';
      case 'incr':
      case 'decr': {
        const item = this.#get(key);
        if (!item) return 'NOT_FOUND\r\n';
        if (!/^\d+$/.test(item.text)) return 'CLIENT_ERROR cannot increment or decrement non-numeric value\r\n';
        const text = String(Math.max(0, Number(item.text) + Number(rest[0]) * (name === 'incr' ? 1 : -1)));
        this.#set(key, { ...item, text });
        return `${text}\r\n`;
      }
      case 'flush_all':
        this.#items.clear();
        this.#bytes = 0;
        return 'OK\r\n';
      case 'version':
        return `VERSION ${this.#process.env.get('MEMCACHED_VERSION')}\r\n`;
      case 'stats':
        return `${this.#stats()}END\r\n`;
      default:
        return 'ERROR\r\n';
    }
  }

  #stats(): string {
    const { pid, nowMs, startedMs } = this.#process;
    const rows = [
      ['pid', pid],
      ['uptime', Math.floor((nowMs - startedMs) / 1000)],
      ['time', Math.floor(nowMs / 1000)],
      ['version', this.#process.env.get('MEMCACHED_VERSION') ?? ''],
      ['curr_items', this.#items.size],
      ['bytes', this.#bytes],
      ['limit_maxbytes', this.#maxBytes],
      ['get_hits', this.#hits],
      ['get_misses', this.#misses],
    ];
    return rows.map(([name, value]) => `STAT ${name} ${value}\r\n`).join('');
  }

  #lookUp(key: string): string {
    const item = this.#get(key);
    if (!item) {
      this.#misses += 1;
      return '';
    }
    this.#hits += 1;
    return `VALUE ${key} ${item.flags} ${item.text.length}\r\n${item.text}\r\n`;
  }

  #get(key: string): Item | undefined {
    const item = this.#items.get(key);
    if (item?.expiresMs === undefined || item.expiresMs > this.#process.nowMs) return item;
    this.#delete(key);
    return undefined;
  }

  /** Stores an item; where the cache is full the oldest go. */
  #set(key: string, item: Item): void {
    this.#delete(key);
    this.#items.set(key, item);
    this.#bytes += sizeOf(key, item);
    for (const oldest of this.#items.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#delete(oldest);
    }
    this.#process.holdMemory(baseMemoryBytes + this.#bytes);
  }

  #delete(key: string): boolean {
    const item = this.#items.get(key);
    if (!item) return false;
    this.#bytes -= sizeOf(key, item);
    return this.#items.delete(key);
  }

  #expiry(seconds: number): number | undefined {
    if (!seconds) return undefined;
    return seconds > maxRelativeSeconds ? seconds * 1000 : this.#process.nowMs + seconds * 1000;
  }
}

const storing: ReadonlySet<string> = new Set(['set', 'add', 'replace']);
const sizeOf = (key: string, item: Item) => itemOverheadBytes + key.length + item.text.length;

/** `memcached [-p port] [-m megabytes] [-l address] …`; logs nothing, as the real one. */
const server: Program = function* (process) {
  const optionOf = (flag: string, other: string) => {
    const at = process.argv.findIndex((word) => word === flag || word.startsWith(flag));
    return at < 0
      ? other
      : process.argv[at] === flag
        ? (process.argv[at + 1] ?? other)
        : (process.argv[at] as string).slice(flag.length);
  };
  const cache = new Cache(process, Number(optionOf('-m', '64')) * 1024 * 1024);
  return yield* runDaemon(process, {
    logTo: 2,
    startUpCpuMs: 5,
    memoryBytes: baseMemoryBytes,
    listens: yield* listenAddresses(process, optionOf('-l', '0.0.0.0').split(','), Number(optionOf('-p', '11211'))),
    cannotListen: ({ port }, problem) => ({
      lines: () => [`bind(): ${problem.text}`, `failed to listen on TCP port ${port}: ${problem.text}`],
      exitCode: 71,
    }),
    ready: () => [],
    serve: (thread, fd) => cache.serve(thread, fd),
    ends: {
      SIGTERM: { lines: () => ['Signal handled: Terminated.'] },
      SIGINT: { lines: () => ['Signal handled: Interrupt.'] },
    },
  });
};

/** docker.io/library/memcached. */
export function memcached(version: string): Image {
  const programs = folder({
    memcached: { kind: 'program', program: server },
    'docker-entrypoint.sh': { kind: 'program', program: entrypointFor(server, 'memcached') },
  });
  return {
    files: { ...debianFiles, usr: usrWith({ local: folder({ bin: programs }) }) },
    entrypoint: ['docker-entrypoint.sh'],
    command: ['memcached'],
    env: { MEMCACHED_VERSION: version },
    workingDir: '/',
    stopSignal: 'SIGTERM',
  };
}

import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { addressOfText, isIpLiteral } from '../../resolver/addressText.ts';
import { hostsEntries } from '../../resolver/hostsFile.ts';
import { type Lookup, lookUp } from '../../resolver/lookUp.ts';
import { lookUpAddress } from '../../resolver/lookUpAddress.ts';
import { type Program, type Run, write } from '../../syscalls.ts';

const usages = {
  glibc: "Try `getent --help' or `getent --usage' for more information.\n",
  musl: 'Usage: getent database [key ...]\n\tdatabase may be one of:\n\t\tgroup hosts ahosts ahostsv4 ahostsv6 passwd\n',
};
/** Lines of an account file that are looked at. */
const maxLines = 2000;

/** Looks one key up: the lines to show, or nothing where it is not known. */
type Database = (process: Process, key: string) => Run<string | undefined>;

/** `getent DATABASE KEY…`: what the C library finds under a name: that of glibc, or on Alpine that of musl-utils. */
export const getent: Program = function* (process) {
  const [databaseName = '', ...keys] = process.argv.slice(1);
  const isMusl = process.kernel.resolver === 'musl';
  const database = databases(isMusl ? 'musl' : 'glibc').get(databaseName);
  if (!database) {
    const said = isMusl ? `getent: Unknown database \`${databaseName}'\n` : `Unknown database: ${databaseName}\n`;
    yield* write(2, `${databaseName === '' ? '' : said}${isMusl ? usages.musl : usages.glibc}`);
    return 1;
  }
  let status = 0;
  if (keys.length === 0) yield* write(1, wholeFile(process, databaseName, isMusl ? 'musl' : 'glibc'));
  for (const key of keys) {
    const lines = yield* database(process, key);
    if (lines !== undefined) yield* write(1, lines);
    else {
      status = 2;
      if (isMusl) break;
    }
  }
  return status;
};

function databases(libc: 'glibc' | 'musl'): ReadonlyMap<string, Database> {
  return new Map<string, Database>(
    Object.entries({
      hosts: libc === 'musl' ? muslHosts : glibcHosts,
      ahosts: (process, key) => addressList(process, key, 'any', libc),
      ahostsv4: (process, key) => addressList(process, key, 'IPv4', libc),
      ahostsv6: (process, key) => addressList(process, key, 'IPv6', libc),
      passwd: (process, key) => account(process, '/etc/passwd', key),
      group: (process, key) => account(process, '/etc/group', key),
    }),
  );
}

/** Without a key all of a database is shown that lies in a file; glibc shows addresses of IPv6 in hosts as if they were the loopback's. */
function wholeFile(process: Process, database: string, libc: 'glibc' | 'musl'): string {
  if (!database.includes('hosts')) {
    return accountLines(process, database === 'passwd' ? '/etc/passwd' : '/etc/group')
      .map((line) => `${line}\n`)
      .join('');
  }
  const lines = hostsEntries(process).map(({ ip, names }) => {
    if (libc === 'musl') return `${ip.padEnd(16)}  ${names[0]}  ${names.join(' ')}\n`;
    return `${(ip === '::1' ? '127.0.0.1' : ip).padEnd(15)} ${names.join(' ')}\n`;
  });
  return lines.join('');
}

/** Addresses of IPv6 count more here: all of the search list is walked for them first. */
function* byFamily(process: Process, key: string): Run<Lookup> {
  const v6 = yield* lookUp(process, key, { family: 'IPv6' });
  return v6.addresses.length > 0 ? v6 : yield* lookUp(process, key, { family: 'IPv4' });
}

function* glibcHosts(process: Process, key: string): Run<string | undefined> {
  const entry = hostsEntries(process).find(({ ip, names }) => ip === key || names.some((name) => sameName(name, key)));
  if (isIpLiteral(key)) {
    const name = entry?.names.join(' ') ?? (yield* lookUpAddress(process, key));
    return name === undefined ? undefined : `${key.padEnd(15)} ${name}\n`;
  }
  const { addresses, canonicalName, trace } = yield* byFamily(process, key);
  if (addresses.length === 0) return undefined;
  const listed = hostsEntries(process).find(
    ({ ip, names }) => ip === addresses[0] && names.some((name) => sameName(name, key)),
  );
  if (listed && trace.source === 'hostsFile') return `${addresses[0]?.padEnd(15)} ${listed.names.join(' ')}\n`;
  const alias = trace.tries.at(-1)?.name ?? canonicalName;
  const whole = canonicalName.replace(/\.$/, '');
  const names = alias === whole ? whole : `${whole} ${alias}`;
  // Without the order in which `getaddrinfo` would give them.
  const asAnswered = trace.tries.flatMap(({ answers }) =>
    answers.flatMap((record) => ('address' in record && addresses.includes(record.address) ? [record.address] : [])),
  );
  return (asAnswered.length > 0 ? asAnswered : addresses).map((ip) => `${ip.padEnd(15)} ${names}\n`).join('');
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function* muslHosts(process: Process, key: string): Run<string | undefined> {
  if (isIpLiteral(key)) {
    const name = (yield* lookUpAddress(process, key)) ?? key;
    return `${key.padEnd(16)}  ${name}  ${name}\n`;
  }
  const { addresses, canonicalName } = yield* byFamily(process, key);
  const [first] = addresses;
  if (first === undefined) return undefined;
  const whole = canonicalName.replace(/\.$/, '');
  return `${first.padEnd(16)}  ${whole}  ${whole}${whole === key ? '' : ` ${key}`}\n`;
}

function* addressList(
  process: Process,
  key: string,
  family: 'any' | 'IPv4' | 'IPv6',
  libc: 'glibc' | 'musl',
): Run<string | undefined> {
  let { addresses, canonicalName } = yield* lookUp(process, key, family === 'any' ? {} : { family });
  if (addresses.length === 0 && family === 'IPv6') {
    // An address of IPv4 stands in for one of IPv6.
    const mapped = yield* lookUp(process, addressOfText(key) ?? key, { family: 'IPv4' });
    addresses = mapped.addresses.map((ip) => `::ffff:${ip}`);
    canonicalName = mapped.canonicalName;
  }
  if (addresses.length === 0) return undefined;
  const whole = canonicalName.replace(/\.$/, '');
  const kinds = libc === 'musl' ? ['STREAM', 'DGRAM'] : ['STREAM', 'DGRAM', 'RAW'];
  const lines = addresses.flatMap((ip, index) =>
    kinds.map((kind) => {
      const isNamed = libc === 'musl' || (index === 0 && kind === 'STREAM');
      return `${ip.padEnd(15)} ${kind.padEnd(6)} ${isNamed ? whole : ''}\n`;
    }),
  );
  return lines.join('');
}

function* account(process: Process, path: string, key: string): Run<string | undefined> {
  const field = /^\d+$/.test(key) ? 2 : 0;
  const line = accountLines(process, path).find((each) => each.split(':')[field] === key);
  return line === undefined ? undefined : `${line}\n`;
}

function accountLines(process: Process, path: string): readonly string[] {
  const node = process.stat(path);
  if (refused(node) || node.kind !== 'file') return [];
  return node.content.text.split('\n', maxLines).filter((line) => line !== '');
}

import { refused } from '../../../errno.ts';
import type { Process } from '../../../process.ts';
import { type Program, type Run, write } from '../../../syscalls.ts';

/** `dns-suffix`: the search list of `/etc/resolv.conf`. */
export const dnsSuffix: Program = (process) => wordsOf(process, 'search');

/** `dns-server-list`: its first name server. */
export const dnsServerList: Program = (process) => wordsOf(process, 'nameserver');

/** `etc-hosts`: the hosts file. */
export const etcHosts: Program = function* (process) {
  const text = fileText(process, '/etc/hosts');
  if (text === undefined) return yield* panic('open /etc/hosts: no such file or directory');
  yield* write(1, `${text}\n`);
  return 0;
};

function* wordsOf(process: Process, keyword: string): Run<number> {
  const text = fileText(process, '/etc/resolv.conf');
  if (text === undefined) return yield* panic('open /etc/resolv.conf: no such file or directory');
  const line = text.split('\n').find((each) => each.startsWith(keyword));
  if (line === undefined) return yield* panic('Could not find DNS search list!');
  yield* write(1, `${line.split(' ').slice(1).join(',')}\n`);
  return 0;
}

function fileText(process: Process, path: string): string | undefined {
  const node = process.stat(path);
  return refused(node) || node.kind !== 'file' ? undefined : node.content.text;
}

function* panic(text: string): Run<number> {
  yield* write(2, `panic: ${text}\n\ngoroutine 1 [running]:\n`);
  return 2;
}

import { resolveName, wholeName } from '../names.ts';
import { type Program, write } from '../syscalls.ts';
import { complain } from './input.ts';
import { readOptions } from './options.ts';

const long = { fqdn: 'f', long: 'f', short: 's', domain: 'd', 'ip-address': 'i', 'all-ip-addresses': 'I' };

/** `hostname`: the name; -f with its domain, -d the domain alone, -s without it, -i and -I the address. */
export const hostname: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'fsdiI', long);
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  if (rest.length > 0) {
    yield* complain(process, 'sethostname: Operation not permitted');
    return 1;
  }
  const own = process.kernel.hostname;
  const whole = wholeName(process, own);
  const dot = whole.indexOf('.');
  let text = own;
  if (flags.has('f')) text = whole;
  else if (flags.has('d')) text = dot < 0 ? '' : whole.slice(dot + 1);
  else if (flags.has('s')) text = own.replace(/\..*/s, '');
  else if (flags.has('i') || flags.has('I')) text = (yield* resolveName(process, own)) ?? '';
  if (text !== '' || !flags.has('d')) yield* write(1, `${text}\n`);
  return 0;
};

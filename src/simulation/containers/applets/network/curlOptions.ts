import { type Options, readOptions } from '../options.ts';

/** What curl calls its options; capital letters of the second half stand for those without a letter of their own. */
const longOptions = {
  silent: 's',
  'show-error': 'S',
  fail: 'f',
  'fail-with-body': 'B',
  verbose: 'v',
  include: 'i',
  head: 'I',
  output: 'o',
  'remote-name': 'O',
  'write-out': 'w',
  header: 'H',
  data: 'd',
  'data-raw': 'R',
  'data-binary': 'D',
  'data-ascii': 'd',
  'data-urlencode': 'E',
  json: 'J',
  get: 'G',
  request: 'X',
  location: 'L',
  insecure: 'k',
  'max-time': 'm',
  'connect-timeout': 'C',
  'user-agent': 'A',
  user: 'u',
  retry: 'r',
  'retry-delay': 'y',
  'retry-connrefused': 'Y',
  'retry-all-errors': 'Z',
  resolve: 'V',
  'no-buffer': 'N',
  'no-progress-meter': 'P',
  'progress-bar': '#',
  compressed: 'z',
  http1: 'q',
  'http1.1': 'q',
  'http1.0': '0',
  ipv4: '4',
  ipv6: '6',
  'max-redirs': 'M',
  noproxy: 'W',
  cookie: 'b',
  'cookie-jar': 'c',
  referer: 'e',
  globoff: 'g',
  'create-dirs': 'Q',
  cacert: 'K',
  help: 'h',
  version: 'x',
};

const specification = 'sSfBvifIo:Ow:H:d:R:D:E:J:GX:Lkm:C:A:u:r:y:YZV:NP#zq046M:W:b:c:e:gQK:hx';

/** Reads the words of a curl command. */
export function curlOptions(argv: readonly string[]): Options {
  return readOptions(
    argv.map((word) => (word === '-V' ? '--version' : word)),
    specification,
    longOptions,
  );
}

import { PatternError } from '../../applets/patternSyntax.ts';
import { isIpLiteral } from '../../resolver/addressText.ts';
import { ConfProblem, type Directive } from './confText.ts';
import type { Location } from './location.ts';
import { type ConfPattern, confPattern, groupsOf } from './pattern.ts';
import type { Scope } from './scope.ts';

export interface ListenAddress {
  readonly ip: string;
  readonly port: number;
  readonly isDefault: boolean;
}

/** A `server_name`. */
export type ServerName = { readonly text: string } | { readonly pattern: ConfPattern };

export interface ServerBlock {
  readonly scope: Scope;
  readonly listens: readonly ListenAddress[];
  readonly names: readonly ServerName[];
  readonly locations: readonly Location[];
}

/** The address of a `listen`; nothing where it is one of a kind that this network has not (a Unix socket). */
export function listenOf({ args, file, line }: Directive): ListenAddress | undefined | ConfProblem {
  const [text = '', ...options] = args;
  if (text.startsWith('unix:')) return undefined;
  const isDefault = options.includes('default_server') || options.includes('default');
  const parts = /^(?:(\[[^\]]+\]|[^:]+):)?(\d{1,5})$/.exec(text);
  const port = parts ? Number(parts[2]) : 80;
  const host = parts ? (parts[1] ?? '*') : text;
  if (port < 1 || port > 65_535)
    return new ConfProblem(`invalid port in "${text}" of the "listen" directive in ${file}:${line}`);
  const bare = host.replace(/^\[|\]$/g, '');
  const ip = host === '*' ? '0.0.0.0' : host === 'localhost' ? '127.0.0.1' : bare;
  if (!isIpLiteral(ip))
    return new ConfProblem(`host not found in "${text}" of the "listen" directive in ${file}:${line}`);
  return { ip, port, isDefault };
}

export function serverNameOf(text: string): ServerName {
  if (!text.startsWith('~')) return { text: text.toLowerCase() };
  const pattern = confPattern(text.slice(1), 'anyCase');
  return pattern instanceof PatternError ? { text } : { pattern };
}

/** Which server answers to a name: exact, `*.example.org`, `www.example.*`, an expression, the default one. */
export function chooseServer(servers: readonly ServerBlock[], port: number, host: string): ServerBlock | undefined {
  const here = servers.filter(({ listens }) => listens.some((listen) => listen.port === port));
  if (here.length < 2) return here[0];
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const by = (fits: (given: ServerName) => boolean) => here.find(({ names }) => names.some(fits));
  return (
    by((given) => 'text' in given && given.text === name) ??
    by((given) => 'text' in given && given.text.startsWith('*.') && name.endsWith(given.text.slice(1))) ??
    by((given) => 'text' in given && given.text.endsWith('.*') && name.startsWith(given.text.slice(0, -1))) ??
    by((given) => 'pattern' in given && groupsOf(given.pattern, name) !== undefined) ??
    here.find(({ listens }) => listens.some((listen) => listen.port === port && listen.isDefault)) ??
    here[0]
  );
}

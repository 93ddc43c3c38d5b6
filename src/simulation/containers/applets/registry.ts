import { shellProgram } from '../shell/main.ts';
import type { Program } from '../syscalls.ts';
import { cat } from './cat.ts';
import { cp } from './cp.ts';
import { cut } from './cut.ts';
import { date } from './date.ts';
import { echo } from './echo.ts';
import { env } from './env.ts';
import { expr } from './expr.ts';
import { grep } from './grep.ts';
import { head } from './head.ts';
import { kill } from './kill.ts';
import { ln } from './ln.ts';
import { ls } from './ls.ts';
import { mkdir } from './mkdir.ts';
import { mv } from './mv.ts';
import { basename, dirname, hostname, id, pwd, uname, whoami } from './names.ts';
import { nslookup, traceroute } from './network/dns.ts';
import { ifconfig, ipApplet } from './network/ip.ts';
import { nc } from './network/nc.ts';
import { netstat } from './network/netstat.ts';
import { ping } from './network/ping.ts';
import { telnet } from './network/telnet.ts';
import { wget } from './network/wget.ts';
import { printf } from './printf.ts';
import { ps } from './ps.ts';
import { rm, rmdir } from './rm.ts';
import { sed } from './sed.ts';
import { seq } from './seq.ts';
import { sleepApplet } from './sleep.ts';
import { sort } from './sort.ts';
import { tail } from './tail.ts';
import { tee } from './tee.ts';
import { test } from './test.ts';
import { touch } from './touch.ts';
import { tr } from './tr.ts';
import { falseApplet, trueApplet } from './true.ts';
import { uniq } from './uniq.ts';
import { wc } from './wc.ts';
import { which } from './which.ts';
import { xargs } from './xargs.ts';
import { yes } from './yes.ts';

/** busybox' programs by name. A new one: its file, its line. */
const applets: ReadonlyMap<string, Program> = new Map([
  ['[', test],
  ['ash', shellProgram],
  ['basename', basename],
  ['cat', cat],
  ['cp', cp],
  ['cut', cut],
  ['date', date],
  ['dirname', dirname],
  ['echo', echo],
  ['egrep', grep],
  ['env', env],
  ['expr', expr],
  ['false', falseApplet],
  ['grep', grep],
  ['head', head],
  ['hostname', hostname],
  ['id', id],
  ['ifconfig', ifconfig],
  ['ip', ipApplet],
  ['kill', kill],
  ['ln', ln],
  ['ls', ls],
  ['mkdir', mkdir],
  ['mv', mv],
  ['nc', nc],
  ['netstat', netstat],
  ['nslookup', nslookup],
  ['ping', ping],
  ['printf', printf],
  ['ps', ps],
  ['pwd', pwd],
  ['rm', rm],
  ['rmdir', rmdir],
  ['sed', sed],
  ['seq', seq],
  ['sh', shellProgram],
  ['sleep', sleepApplet],
  ['sort', sort],
  ['tail', tail],
  ['tee', tee],
  ['telnet', telnet],
  ['test', test],
  ['touch', touch],
  ['tr', tr],
  ['traceroute', traceroute],
  ['true', trueApplet],
  ['uname', uname],
  ['uniq', uniq],
  ['wc', wc],
  ['wget', wget],
  ['which', which],
  ['whoami', whoami],
  ['xargs', xargs],
  ['yes', yes],
]);

/** In the order of the table. */
export function appletNames(): readonly string[] {
  return [...applets.keys()];
}

/** The program of that name. */
export function appletOf(name: string): Program {
  return applets.get(name) as Program;
}

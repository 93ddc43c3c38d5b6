import { shellProgram } from '../shell/main.ts';
import type { Program } from '../syscalls.ts';
import { crond, su, vi } from './absent.ts';
import { awk } from './awk/awk.ts';
import { base64 } from './base64.ts';
import { hexdump, od, xxd } from './byteDumps.ts';
import { cat } from './cat.ts';
import { md5sum, sha1sum, sha256sum } from './checksums.ts';
import { chgrp, chmod, chown } from './chmod.ts';
import { cmp } from './cmp.ts';
import { comm } from './comm.ts';
import { cp } from './cp.ts';
import { cut } from './cut.ts';
import { date } from './date.ts';
import { dd } from './dd.ts';
import { diff } from './diff.ts';
import { df, du, mount, umount } from './disk.ts';
import { echo } from './echo.ts';
import { env } from './env.ts';
import { expr } from './expr.ts';
import { find } from './find.ts';
import { fold } from './fold.ts';
import { grep } from './grep.ts';
import { gzip } from './gzip.ts';
import { head } from './head.ts';
import { hostname } from './hostname.ts';
import { install } from './install.ts';
import { kill } from './kill.ts';
import { ln } from './ln.ts';
import { ls } from './ls.ts';
import { mkdir } from './mkdir.ts';
import { mktemp } from './mktemp.ts';
import { mv } from './mv.ts';
import { basename, dirname, id, pwd, uname, whoami } from './names.ts';
import { ifconfig, ipApplet } from './network/ip.ts';
import { nc } from './network/nc.ts';
import { netstat } from './network/netstat.ts';
import { nslookup } from './network/nslookup.ts';
import { ping } from './network/ping.ts';
import { telnet } from './network/telnet.ts';
import { traceroute } from './network/traceroute.ts';
import { wget } from './network/wget.ts';
import { nl } from './nl.ts';
import { pager } from './pager.ts';
import { paste } from './paste.ts';
import { printf } from './printf.ts';
import { killall, pgrep, pidof, pkill } from './processNames.ts';
import { ps } from './ps.ts';
import { readlink, realpath } from './readlink.ts';
import { rev, tac } from './rev.ts';
import { rm, rmdir } from './rm.ts';
import { sed } from './sed.ts';
import { seq } from './seq.ts';
import { shuf } from './shuf.ts';
import { sleepApplet } from './sleep.ts';
import { sort } from './sort.ts';
import { split } from './split.ts';
import { stat } from './stat.ts';
import { clear, free, groups, logname, nproc, printenv, top, tty, uptime } from './system.ts';
import { tail } from './tail.ts';
import { tar } from './tar.ts';
import { tee } from './tee.ts';
import { test } from './test.ts';
import { touch } from './touch.ts';
import { tr } from './tr.ts';
import { falseApplet, trueApplet } from './true.ts';
import { truncate } from './truncate.ts';
import { uniq } from './uniq.ts';
import { wc } from './wc.ts';
import { which } from './which.ts';
import { nice, nohup, setsid, time, timeout, watch } from './wrappers.ts';
import { xargs } from './xargs.ts';
import { yes } from './yes.ts';

/** busybox' programs by name. A new one: its file, its line. */
const applets: ReadonlyMap<string, Program> = new Map([
  ['[', test],
  ['ash', shellProgram],
  ['awk', awk],
  ['base64', base64],
  ['basename', basename],
  ['cat', cat],
  ['chgrp', chgrp],
  ['chmod', chmod],
  ['chown', chown],
  ['clear', clear],
  ['cmp', cmp],
  ['comm', comm],
  ['cp', cp],
  ['crond', crond],
  ['crontab', crond],
  ['cut', cut],
  ['date', date],
  ['dd', dd],
  ['df', df],
  ['diff', diff],
  ['dirname', dirname],
  ['du', du],
  ['echo', echo],
  ['egrep', grep],
  ['env', env],
  ['expr', expr],
  ['false', falseApplet],
  ['fgrep', grep],
  ['find', find],
  ['fold', fold],
  ['free', free],
  ['grep', grep],
  ['groups', groups],
  ['gunzip', gzip],
  ['gzip', gzip],
  ['hd', hexdump],
  ['head', head],
  ['hexdump', hexdump],
  ['hostname', hostname],
  ['id', id],
  ['ifconfig', ifconfig],
  ['install', install],
  ['ip', ipApplet],
  ['kill', kill],
  ['killall', killall],
  ['less', pager],
  ['ln', ln],
  ['logname', logname],
  ['ls', ls],
  ['md5sum', md5sum],
  ['mkdir', mkdir],
  ['mktemp', mktemp],
  ['more', pager],
  ['mount', mount],
  ['mv', mv],
  ['nc', nc],
  ['netstat', netstat],
  ['nice', nice],
  ['nl', nl],
  ['nohup', nohup],
  ['nproc', nproc],
  ['nslookup', nslookup],
  ['od', od],
  ['paste', paste],
  ['pgrep', pgrep],
  ['pidof', pidof],
  ['ping', ping],
  ['pkill', pkill],
  ['printenv', printenv],
  ['printf', printf],
  ['ps', ps],
  ['pwd', pwd],
  ['readlink', readlink],
  ['realpath', realpath],
  ['rev', rev],
  ['rm', rm],
  ['rmdir', rmdir],
  ['sed', sed],
  ['seq', seq],
  ['setsid', setsid],
  ['sh', shellProgram],
  ['sha1sum', sha1sum],
  ['sha256sum', sha256sum],
  ['shuf', shuf],
  ['sleep', sleepApplet],
  ['sort', sort],
  ['split', split],
  ['stat', stat],
  ['su', su],
  ['sync', trueApplet],
  ['tac', tac],
  ['tail', tail],
  ['tar', tar],
  ['tee', tee],
  ['telnet', telnet],
  ['test', test],
  ['time', time],
  ['timeout', timeout],
  ['top', top],
  ['touch', touch],
  ['tr', tr],
  ['traceroute', traceroute],
  ['true', trueApplet],
  ['truncate', truncate],
  ['tty', tty],
  ['umount', umount],
  ['uname', uname],
  ['uniq', uniq],
  ['uptime', uptime],
  ['vi', vi],
  ['watch', watch],
  ['wc', wc],
  ['wget', wget],
  ['which', which],
  ['whoami', whoami],
  ['xargs', xargs],
  ['xxd', xxd],
  ['yes', yes],
  ['zcat', gzip],
]);

/** In the order of the table. */
export function appletNames(): readonly string[] {
  return [...applets.keys()];
}

/** The program of that name. */
export function appletOf(name: string): Program {
  return applets.get(name) as Program;
}

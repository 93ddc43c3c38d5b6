// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell scripts
import assert from 'node:assert/strict';
import { ContainerSession } from './containerSession.ts';

/** What ended a script: its exit code, or that it goes on as it may. */
type End = number | 'goes on';

const many = (piece: string, count: number) => piece.repeat(count);
const digits = many('9', 5000);

/**
 * Scripts that ask for more than there is. Each runs for 20 virtual seconds: it must end, or let virtual time pass, in a
 * bounded number of timers, none of which takes the host for long.
 */
const hostile: readonly [script: string, end: End, says?: RegExp][] = [
  // Patterns.
  [`echo ${many('a', 34)}! | sed -E 's/^(a|a)*$/x/'`, 0],
  [`echo ${many('a', 34)}! | grep -E '^(a+)+$'`, 1],
  [`echo ${many('a', 34)}! | grep -E '^(a|aa|aaa)*b'`, 1],
  [`echo ${many('a', 60)} | grep '^\\(a*\\)*\\1b'`, 2, /grep: out of time/],
  ["echo aaa | grep -E '((a{100}){100}){100}'", 2, /too big/],
  ["echo a | grep '\\1'", 2, /Invalid back reference/],
  [`x=$(printf '%10000d' 1); case $x in ${many('*1', 200)}*) echo yes;; esac`, 0],
  [`x=$(printf '%10000d' 1); x=$x$x$x$x$x; echo \${x%${many('*0', 300)}}`, 0],
  [`x=$(printf '%10000d' 1); x=$x$x$x$x$x; echo \${x//${many('* ', 100)}z/b}`, 2, /sh: out of/],
  [`awk 'BEGIN{s="a"; for(i=0;i<18;i++) s=s s; while(1) gsub(/a/,"aa",s)}'`, 2, /awk: out of time/],
  // Values.
  [`awk 'BEGIN{s="a"; for(i=0;i<20;i++) s=s s; for(;;) x=toupper(s)}'`, 'goes on'],
  [`awk 'BEGIN{s="a"; for(i=0;i<19;i++) s=s s; for(;;) {x=s s; n=split(s,a,",")}}'`, 'goes on'],
  ['x=aaaaaaaaaa; while true; do x="$x$x"; done', 2, /^sh: out of memory$/],
  ['set -- a; while true; do set -- "$@" "$@"; done', 2, /^sh: out of memory$/],
  ['x=a; while true; do x=$(echo $x | sed s/a/aaaaaaaaaa/g); done', 'goes on', /sed: out of (memory|time)/],
  ['x=aaaaaaaaaa; i=0; while true; do i=$((i+1)); eval "v$i=\\$x"; x=$x$x; done', 2, /out of memory/],
  ['i=0; while true; do i=$((i+1)); eval "v$i=$i"; done', 'goes on'],
  ['i=0; while true; do i=$((i+1)); eval "f$i() { :; }"; done', 2, /out of memory/],
  ['read x < /dev/zero', 'goes on'],
  ['x=$(yes)', 'goes on'],
  ['x=$(cat /dev/zero)', 2, /out of memory/],
  ["printf '%1000000000d' 1 | wc -c", 0],
  [`printf '${many('%10000d', 1000)}' 1`, 2, /out of memory/],
  ["printf '%.*f' -3 1", 0],
  [`printf %d ${digits}`, 1, /invalid number/],
  // Numbers.
  [`echo $((${digits}))`, 0],
  [`x=${digits}; echo $((x + 1))`, 0],
  [
    `${Array.from({ length: 60 }, (_, i) => `v${i}='v${i + 1} + v${i + 1}'`).join('; ')}; v60=1; echo $((v0))`,
    2,
    /recursion/,
  ],
  ["a='b+0'; b='a+0'; echo $((a))", 2, /recursion/],
  [`echo $((${many('(', 3000)}1${many(')', 3000)}))`, 2],
  // Nesting.
  ['f() { f; }; f', 2],
  ['f() { eval f; }; f', 2],
  ['f() { x=$(f); }; f', 2, /can't fork/],
  [`${many('{ ', 3000)} echo a; ${many('} ;', 3000)}`, 2],
  [`${many('$(', 2000)}echo${many(')', 2000)}`, 2],
  ["trap 'exit' EXIT; while :; do eval 'eval :'; done", 'goes on'],
  // Files and names.
  [
    'mkdir /tmp/d; cd /tmp/d; i=0; while [ $i -lt 300 ]; do i=$((i+1)); : > $i; done; echo ../d/*/../d/*; x=$(echo ../*/../*/../*/../*); echo /*/../*/../*/../*/../*/../*/../*',
    2,
    /sh: out of/,
  ],
  [
    'exec 3<>/tmp/f; x=aaaaaaaaaa; for i in 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5; do x=$x$x; done; for i in 1 2 3 4 5 6 7 8 9 0; do echo $x >> /tmp/f; done; while :; do echo a >&3; done',
    'goes on',
  ],
  ['IFS=$(printf %10000d 1); x=$IFS$IFS; for i in 1 2 3 4 5 6 7 8 9; do echo $x; done', 0],
  [`PATH=$(yes /bin: | head -n 50000 | tr -d '\\n'); while :; do nope; done 2>/dev/null`, 'goes on'],
  // Programs.
  ['yes | sort', 'goes on'],
  ['seq 1000000 | sort -n | tail -n 1', 'goes on'],
  ['yes | tail -n 100000000', 'goes on'],
  ['yes | head -c 5', 0],
  ['cat /dev/zero | head -c 100000 | wc -c', 0],
  ['cat /dev/zero | grep a', 2, /grep: out of memory/],
  ['yes | uniq', 'goes on'],
  ['yes a | xargs echo', 'goes on'],
  ['yes > /tmp/f', 'goes on'],
  ['find / | wc -l; ls -R / | wc -l; du -s /; grep -r nothing / | wc -l', 0],
  ['for i in $(seq 400); do while :; do :; done & done; wait', 'goes on'],
  ["yes ' ' | tr -d '\\n' | sed 's/ *$//'", 'goes on'],
  [`cut -c ${many('1,', 5000)}1 /etc/passwd`, 2, /cut: out of memory/],
  [`tr '${many('\\0-\\377', 3000)}' a < /etc/passwd`, 2, /tr: out of memory/],
  [`x=$(printf '%10000d' 1 | tr ' ' /); mkdir -p $x$x$x$x$x$x$x; dirname $x; basename $x`, 0],
  ['yes $(seq 10000)', 'goes on'],
];

/** Timers of 20 virtual seconds: each process has at most a slice's work and one bounded operation in each. */
const maxTimers = 10_000;

function endOf(script: string): { end: End; stderr: string; timers: number } {
  const session = new ContainerSession();
  const container = session.start('main', ['sh', '-c', script]);
  session.run(20_000);
  const stderr = container.log
    .entries()
    .filter((entry) => entry.stream === 'stderr')
    .map((entry) => entry.text)
    .slice(-20)
    .join('\n');
  return { end: session.exits.get('main')?.exitCode ?? 'goes on', stderr, timers: session.timeline.steps };
}

describe('A hostile script', () => {
  for (const [script, end, says] of hostile) {
    it(`ends or lets time pass: ${script.slice(0, 90).replaceAll('\n', '⏎')}`, function () {
      this.timeout(20_000);
      const found = endOf(script);
      assert.ok(found.timers < maxTimers, `${found.timers} timers`);
      if (says) assert.match(found.stderr, says);
      assert.equal(found.end, end, found.stderr);
    });
  }

  it('takes no other container with it', () => {
    const session = new ContainerSession();
    session.start('bad', ['sh', '-c', 'x=aaaaaaaaaa; while true; do x="$x$x"; done']);
    const good = session.start('good', ['sh', '-c', 'while true; do echo tick; sleep 1; done']);
    session.run(5500);
    assert.equal(session.exits.get('bad')?.exitCode, 2);
    assert.equal(good.log.entries().length, 6);
  });
});

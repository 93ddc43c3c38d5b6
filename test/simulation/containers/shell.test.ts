// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell scripts
import assert from 'node:assert/strict';
import { runScript } from './containerSession.ts';

/** Script, what it prints, its exit code and what it says on stderr: compared by hand with busybox ash. */
const table: readonly [script: string, stdout: string, exitCode?: number, stderr?: string][] = [
  ['echo hi; echo "a  b" c', 'hi\na  b c\n'],
  ['foo', '', 127, 'sh: foo: not found\n'],
  ['/tmp', '', 126, 'sh: /tmp: Permission denied\n'],
  ['if true', '', 2, 'sh: syntax error: unexpected end of file (expecting "then")\n'],
  ["echo 'abc", '', 2, 'sh: syntax error: unterminated quoted string\n'],
  ['cat <<<x', '', 2, 'sh: syntax error: unexpected redirection\n'],
  ['echo )', '', 2, 'sh: syntax error: unexpected ")"\n'],
  ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done', '1\n2\n3\n'],
  ['for x in a "c d"; do echo "<$x>"; done', '<a>\n<c d>\n'],
  ['n=3; until [ $n -eq 0 ]; do n=$((n-1)); [ $n -eq 1 ] && continue; echo $n; done', '2\n0\n'],
  ['for i in 1 2; do for j in 1 2; do [ $j = 2 ] && continue 2; echo $i$j; done; done', '11\n21\n'],
  ['case foo.txt in *.md) echo md;; *.txt|*.log) echo txt;; esac', 'txt\n'],
  ['x=file.tar.gz; echo ${x%%.*} ${x##*.} ${x%.*} ${x#*.} ${#x}', 'file gz file.tar tar.gz 11\n'],
  ['echo ${y:-def} ${y:=set} $y ${y:+alt} "${z-}"', 'def set set alt \n'],
  ['x=${nope?gone}; echo no', '', 2, 'sh: nope: gone\n'],
  ['set -u; echo $y; echo no', '', 2, 'sh: y: parameter not set\n'],
  ['set -e; if false; then echo a; fi; false || true; echo yes; false; echo no', 'yes\n', 1],
  ['set -o pipefail; false | true; echo $?; true | false | true; echo $?', '1\n1\n'],
  ['set -x; a=1; echo $a "b c"', '1 b c\n', 0, "+ a=1\n+ echo 1 'b c'\n"],
  ['f() { local v=2; echo $v $1 $#; return 3; }; v=0; f a b; echo $? $v', '2 a 2\n3 0\n'],
  ['f() { f; }; f', '', 2, 'sh: function calls nested too deeply\n'],
  ['x=$(echo sub; echo two); echo "$x" `echo back`', 'sub\ntwo back\n'],
  ['(exit 4); echo $?; (x=5); echo "x=$x"', '4\nx=\n'],
  ['echo a | { read x; echo "got $x"; }', 'got a\n'],
  ['echo out; echo err >&2; echo both 2>&1', 'out\nboth\n', 0, 'err\n'],
  ['{ echo a; echo b; } > /tmp/f; while read l; do echo "[$l]"; done < /tmp/f', '[a]\n[b]\n'],
  ['echo a >/nope/x; echo $?', '1\n', 0, "sh: can't create /nope/x: nonexistent directory\n"],
  ['read x </nope; echo $?', '1\n', 0, "sh: can't open /nope: no such file\n"],
  ['cat <<E\na $((1+1))\nb \\$x\nE', 'a 2\nb $x\n'],
  ["cat <<'E'\n$x `y`\nE", '$x `y`\n'],
  ["trap 'echo bye' EXIT; exit 3", 'bye\n', 3],
  ["trap 'echo term' TERM; kill -TERM $$; echo after", 'term\nafter\n'],
  ['(exit 7) & wait $!; echo $?', '7\n'],
  ['echo $((7/2)) $((-5/2)) $((1<2)) $((5>3?10:20)) $((0x10)) $((2**10))', '3 -2 1 10 16 1024\n'],
  ['echo $((1/0)); echo after', '', 2, 'sh: divide by zero\n'],
  ['for i in 1 2 3 4 5 6 7 8 9; do echo $((RANDOM)); done | sort -u | grep -c .', '9\n'],
  [
    'RANDOM=42; echo $RANDOM $((RANDOM)) $((RANDOM % 90 + 10)); RANDOM=; a=$RANDOM; RANDOM=-5; echo $a $RANDOM',
    '20351 9206 86\n3240 2802\n',
  ],
  [
    'RANDOM=7; echo $RANDOM; set | grep ^RANDOM; export RANDOM; a=$RANDOM; env | grep ^RANDOM; echo $((RANDOM = 3, RANDOM)); RANDOM=7 sh -c "echo \\$RANDOM"; (echo $RANDOM) | grep -c .; unset RANDOM; echo "[$RANDOM]" $((RANDOM)); RANDOM=5; echo $RANDOM',
    "17008\nRANDOM='17008'\nRANDOM=20047\n23180\n17008\n1\n[] 0\n5\n",
  ],
  ['set -- "a b" c; for i in "$@"; do echo "<$i>"; done; IFS=,; echo "$*"', '<a b>\n<c>\na b,c\n'],
  ['IFS=:; x=a:b::c; for i in $x; do echo "<$i>"; done', '<a>\n<b>\n<>\n<c>\n'],
  ['[ 1 -eq x ]; echo $?', '2\n', 0, 'sh: x: bad number\n'],
  ["printf '%s-%d\\n' a 1 b 2; printf '%5.2f|%-5s|%05d|%x\\n' 3.14159 ab 42 255", 'a-1\nb-2\n 3.14|ab   |00042|ff\n'],
  ['echo ü; x=ü; echo "$x"', 'ü\nü\n'],
  ['mkdir /tmp/d; touch /tmp/d/b /tmp/d/a; cd /tmp/d; echo *; echo "*"; ls', 'a b\n*\na\nb\n'],
  ['seq 10 | tail -n +9; seq 5 | head -n 1; yes | head -n 1', '9\n10\n1\ny\n'],
  ["echo foobar | sed 's/o\\+/0/; s/b/B/g'; seq 3 | grep -c 2; echo a:b | cut -d: -f2", 'f0Bar\n1\nb\n'],
  ['date -u +%FT%TZ; date -Iseconds', '2026-11-22T16:00:00Z\n2026-11-22T16:00:00+00:00\n'],
  ['exec nope', '', 127, 'sh: exec: line 0: nope: not found\n'],
  ['exec sh -c "exit 9"; echo no', '', 9],
];

describe('The shell', () => {
  for (const [script, stdout, exitCode = 0, stderr = ''] of table) {
    it(`runs: ${script.replaceAll('\n', '⏎')}`, () => {
      const result = runScript(script);
      assert.deepEqual(result, { stdout, stderr, exitCode });
    });
  }
});

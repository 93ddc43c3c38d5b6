// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell scripts
import { describeScripts } from './scriptTable.ts';

/** Each agrees with busybox 1.35's ash. */
describeScripts("The shell's own commands", [
  [
    'printf \'a b c\\n\' | { read -r x y; echo "$x|$y"; }; printf \'a\\\\tb\\n\' | { read -r x; echo "$x"; }; printf \'a\\\\\\nb\\n\' | { read x; echo "$x"; }; echo x | { read; echo "$REPLY"; }',
    'a|b c\na\\tb\nab\nx\n',
  ],
  ['read -t 1 x < /dev/null; echo $?; (sleep 3; echo late) | { read -t 1 x; echo "$? [$x]"; }', '1\n1 []\n'],
  [
    'printf \'abcdef\\n\' | { read -n 3 x; echo "$x"; }; printf \'a:b\\n\' | { IFS=: read x y; echo "$x-$y"; }; printf \'no newline\' | { read x; echo "$? $x"; }',
    'abc\na-b\n1 no newline\n',
  ],
  [
    "printf 'a;b;c' | { read -d ';' x; echo \"$? $x\"; }; echo 'p' | { read -p 'prompt> ' x; echo \"$x\"; }",
    '0 a\np\n',
  ],
  ['f() { local a=1 b; b=2; echo $a $b; g; echo $a; }; g() { a=9; }; f; echo "[$a]"', '1 2\n9\n[]\n'],
  [
    "export A=1 B='x y'; export -p | grep -E '^export (A|B)='; readonly R=5; readonly -p | grep R=; R=6; echo no",
    "export A='1'\nexport B='x y'\nreadonly R='5'\n",
    2,
    'sh: R: is read only\n',
  ],
  [
    'set -e; f() { false; echo in; }; if f; then echo yes; fi; f || echo or; ! true; echo not; f; echo never',
    'in\nyes\nin\nnot\n',
    1,
  ],
  ['set -eu; echo ${X:-d}; echo $X; echo never', 'd\n', 2, 'sh: X: parameter not set\n'],
  ['set -euo pipefail; x=$(false | cat) || echo caught; echo done; y=$(false | cat); echo never', 'caught\ndone\n', 1],
  ['set -e; x=$(false); echo never', '', 1],
  ['set -e; (false); echo never', '', 1],
  ['set -e; false && true; echo a; true && false; echo never', 'a\n', 1],
  [
    'set -e; while false; do :; done; until true; do :; done; [ 1 = 2 ] || echo b; { false; } || echo c; echo d',
    'b\nc\nd\n',
  ],
  [
    'while getopts ab:c: o -a -b val -cfoo rest; do echo "$o $OPTARG $OPTIND"; done; echo $OPTIND $?',
    'a  2\nb val 4\nc foo 5\n5 0\n',
  ],
  [
    'while getopts :x:y o -z -x; do echo "$o $OPTARG"; done; set -- -y -- -x; OPTIND=1; while getopts xy o; do echo $o; done; shift $((OPTIND-1)); echo "$@"',
    '? z\n: x\ny\n-x\n',
  ],
  ['while getopts x: o -q -x; do echo "$o|$OPTARG"; done', '?|\n?|\n', 0, 'Illegal option -q\nNo arg for -x option\n'],
  ["trap 'echo bye $?' EXIT; trap 'echo int' INT; kill -INT $$; false", 'int\nbye 1\n', 1],
  ["(trap 'echo sub' EXIT; echo in); f() { trap 'echo f' EXIT; }; f; echo out", 'in\nsub\nout\nf\n'],
  [
    'case abc in a?c) echo 1;; esac; case x in [!a-w]) echo 2;; esac; case \'*\' in \\*) echo 3;; esac; case ab in a|ab) echo 4;; esac; case "" in "") echo 5;; esac; p=\'a*\'; case abc in $p) echo 6;; esac; case abc in "$p") echo 7;; *) echo 8;; esac; case a.b in *.*) echo 9;; esac; case - in [a-]) echo 10;; esac',
    '1\n2\n3\n4\n5\n6\n8\n9\n10\n',
  ],
  [
    "cat <<-E\n\ta\n\t\tb $((1+1))\n\tE\ncat <<'X'\n$no `x`\nX\ncat <<A; cat <<B\nfirst\nA\nsecond\nB",
    'a\nb 2\n$no `x`\nfirst\nsecond\n',
  ],
  ['x=1; cat <<E\n$x ${x}a $(echo sub) \\$x \\\\ "q"\nE', '1 1a sub $x \\ "q"\n'],
  [
    'test -f /etc/passwd && echo f; test -d / -a -n x && echo a; [ ! -e /nope ] && echo e; [ -z "" -o 1 = 2 ] && echo o; [ a \\< b ] && echo lt; [ 1 -lt 2 ] && echo n; test; echo $?; [ x ]; echo $?; [ "" ]; echo $?; [ = ]; echo $?; [ -n ]; echo $?; [ ! x ]; echo $?; [ 1 = 1 -a 2 = 3 ]; echo $?; [ \\( a = a \\) ]; echo $?',
    'f\na\ne\no\nlt\nn\n1\n0\n1\n0\n0\n1\n1\n0\n',
  ],
  [
    '[ a = b; echo $?; [ 1 -foo 2 ]; echo $?; [ x -eq 1 ]; echo $?',
    '2\n2\n2\n',
    0,
    'sh: missing ]\nsh: -foo: unknown operand\nsh: x: bad number\n',
  ],
  [
    'echo ${#x} ${x:-1} ; x=hello; echo ${x:1:3} ${x: -2} ${x/l/L} ${x//l/L} ${x#h} ${x%o} ${x##*l} ${x%%l*}; echo ${x^} 2>/dev/null; echo after',
    '0 1\nell lo heLlo heLLo ello hell o he\n',
    2,
    'sh: syntax error: bad substitution\n',
  ],
  [
    'a=1; a=$((a+=2)); echo $a; echo $((1<<4 | 3)) $((~5)) $((!0)) $((010)) $((a++ + ++a)) $a $((1,2)); echo $(( (1+2)*3 )) $((10 % 3)) $((-7 / 2)) $((5 > 3 && 2 < 1))',
    '3\n19 -6 1 8 8 5 2\n9 1 -3 0\n',
  ],
  ['printf -v x \'hi %s\' you; echo $?; echo "[$x]"', '-v0\n[]\n'],
  [
    "echo -e 'a\\tb\\nc'; echo -n x; echo; echo -E 'a\\n'; echo 'a\\nb'; echo -- x; echo -ne 'q\\n'; echo \"\\\\\"",
    'a\tb\nc\nx\na\\n\na\\nb\n-- x\nq\n\\\n',
  ],
  [
    'set -- a b c; echo $# $1 $*; shift; echo $1; shift 5; echo $?; set --; echo $#; set -- "$@" z; echo $1; eval \'echo ev $1\'; x=\'echo hi\'; $x; eval "$x; echo two"',
    '3 a a b c\nb\n1\n0\nz\nev z\nhi\nhi\ntwo\n',
  ],
  [
    'umask; umask 077; umask; touch m; stat -c %a m; mkdir n; stat -c %a n; ulimit -n >/dev/null; cd /tmp; pwd; cd - >/dev/null; cd /nope; echo $?',
    '0022\n0077\n600\n700\n/tmp\n2\n',
    0,
    "sh: cd: line 0: can't cd to /nope: No such file or directory\n",
  ],
  [
    'f() { return 4; }; f; echo $?; f() { echo $#:$1; }; f "a b" c; f() ( exit 5 ); f; echo $?; g() { echo $0 $FUNCNAME; }; f() { if [ $1 -gt 0 ]; then echo $1; f $(($1-1)); fi; }; f 3',
    '4\n2:a b\n5\n3\n2\n1\n',
  ],
  [
    'echo a > f; echo b >> f; cat < f; cat f 2>/dev/null nope; ls nope > o 2>&1; cat o; exec 3>g; echo three >&3; exec 3>&-; cat g; echo x >&4; echo $?; : > f; wc -c < f; cat <f >h; { echo 1; echo 2 >&2; } 2>e; cat e; exec 5<g; read l <&5; echo $l',
    'a\nb\na\nb\nls: nope: No such file or directory\nthree\n1\n0\n1\n2\nthree\n',
    0,
    'sh: 4: Bad file descriptor\n',
  ],
  [
    'set -C; echo a > new; echo b > new; echo $?; echo c >| new; cat new',
    '1\nc\n',
    0,
    "sh: can't create new: File exists\n",
  ],
  [
    'echo "a\'b" \'c"d\' "e\\"f" g\\ h "$(echo \'in "side"\')" "`echo back`" "${x:-"q r"}"; echo ~ ~/x "~"; echo {a,b}; echo a{1..3}',
    'a\'b c"d e"f g h in "side" back q r\n/root /root/x ~\n{a,b}\na{1..3}\n',
  ],
  [
    'IFS=,; x=a,b,c; set -- $x; echo $# "$*"; unset IFS; echo $x; IFS=\' \'; y=\'  p  q \'; set -- $y; echo $#; echo "$y"',
    '3 a,b,c\na,b,c\n2\n  p  q \n',
  ],
  [
    'kill -l | head -n 3; kill -0 $$; echo $?; kill 99999; echo $?; kill -s FOO $$; echo $?',
    ' 1) HUP\n 2) INT\n 3) QUIT\n0\n1\n1\n',
    0,
    "sh: can't kill pid 99999: No such process\nsh: bad signal name 'FOO'\n",
  ],
  [
    "sh -c 'kill -9 $$'; echo $?; sh -c 'kill -TERM $$'; echo $?; sh -c 'exit 300'; echo $?",
    '137\n143\n44\n',
    0,
    'Killed\nTerminated\n',
  ],
  [
    "sh -c 'echo $0 $1 $#' name one two; sh -s a b <<E\necho $1 $2 \\$#\nE\necho 'echo file $1' > s; sh s arg; chmod +x s; ./s arg2; echo '#!/bin/sh\necho shebang $0' > t; chmod +x t; ./t; . ./s; PATH=.:$PATH s q",
    'name one 2\n2\nfile arg\nfile arg2\nshebang ./t\nfile\nfile q\n',
  ],
  [
    "sh -e -c 'false; echo no'; echo $?; sh -u -c 'echo $nope'; echo $?; sh -c; echo $?; sh nofile; echo $?; sh -o pipefail -c 'false | true'; echo $?; sh -x -c 'echo x'",
    '1\n2\n2\n2\n1\nx\n',
    0,
    "sh: nope: parameter not set\nsh: -c requires an argument\nsh: can't open 'nofile': No such file or directory\n+ echo x\n",
  ],
  ['if true; then; fi', '', 2, 'sh: syntax error: unexpected ";"\n'],
  ['echo "a', '', 2, 'sh: syntax error: unterminated quoted string\n'],
  [
    'x=1 y=$x; echo "[$y]"; a=b; a=${a}c; echo $a; x=; echo "[$x]"; x=\'a  b\'; echo $x; echo "$x"; z=$x; echo "$z"; unset x; echo "[${x-unset}]"; x=a; x=b true; echo $x; export x; x=c env | grep ^x=',
    '[1]\nbc\n[]\na b\na  b\na  b\n[unset]\na\nx=c\n',
  ],
  ['times >/dev/null; hash; alias a=b; alias; unalias a; echo $?; true; : a b; false; echo $?', "a='b'\n0\n1\n"],
  [
    'a=x; b=$a$a"$a"\'$a\'; echo $b; echo ${a}1 ${a:+set} ${nope:+set}; : ${v=1} ${v:=2}; echo $v; echo ${nope?}; echo no',
    'xxx$a\nx1 set\n1\n',
    2,
    'sh: nope: parameter not set\n',
  ],
  [
    'seq 3 | while read n; do echo "n$n"; done; seq 3 | (read a; read b; echo $a$b); echo 1 | read q; echo "[$q]"; true | false; echo $?; ! false; echo $?; ! true | false; echo $?',
    'n1\nn2\nn3\n12\n[]\n1\n0\n0\n',
  ],
  ['local x=1; echo no', '', 2, 'sh: local: line 0: not in a function\n'],
  ['return 3; echo no', '', 3],
  ['wait -n; echo $?; disown; echo $?', '127\n127\n', 0, 'sh: disown: not found\n'],
  ['source /dev/null; echo $?; . nope; echo no', '0\n', 2, 'sh: .: line 0: nope: not found\n'],
  ['exec >o; echo hidden; exec >&2; echo shown', '', 0, 'shown\n'],
  ['(sleep 5; echo no) & p=$!; kill $p; wait $p; echo $?', '143\n', 0, 'Terminated\n'],
  ['sleep 100 & sleep 1; kill -9 $!; wait $!; echo $?', '137\n', 0, 'Killed\n'],
  ["trap 'echo got; exit 7' TERM; (sleep 1; kill -TERM $$) & sleep 3; echo no", 'got\n', 7],
  ["trap 'echo hup' HUP; (sleep 1; kill -HUP $$) & wait; echo $?; wait; echo $?", 'hup\n129\n0\n'],
  ["trap 'echo err' ERR; false; echo x", 'err\nx\n'],
]);

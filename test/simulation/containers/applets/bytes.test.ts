import { describeScripts } from '../scriptTable.ts';

const columns = 'A'.repeat(76);

/** What busybox 1.35 printed for the same. */
describeScripts('Dumps of bytes', [
  ["printf '\\001\\202\\003' | od -An -N2 -tu2", ' 33281\n'],
  [
    "printf '\\001\\202\\003\\004\\005\\006\\007\\010\\011\\012\\013' | od -An -tu4",
    '   67338753  134678021     723465\n',
  ],
  [
    "printf '\\001\\202\\003\\004\\005\\006\\007\\010\\011\\012\\013' | od -An -tu8",
    '   578437695752339969               723465\n',
  ],
  [
    'printf abcd | od -An -t u; printf abcd | od -An -t x; printf abc | od -An -td2',
    ' 1684234849\n 64636261\n  25185     99\n',
  ],
  ['printf abcdefghijklmnopqrstuvwxyz | od -N 4 -j 2 -c', '0000002   c   d   e   f\n0000006\n'],
  ['printf abcdefg | od -w4 -tx1 -An', ' 61 62 63 64\n 65 66 67\n'],
  [
    'head -c 50 /dev/zero | od',
    '0000000 000000 000000 000000 000000 000000 000000 000000 000000\n*\n0000060 000000\n0000062\n',
  ],
  ['echo a > f; od nope f; echo $?', '0000000 005141\n0000002\n1\n', 0, 'od: nope: No such file or directory\n'],
  ['od -tq f; od -N x f', '', 1, "od: invalid character 'q' in type string 'q'\nod: invalid number 'x'\n"],
  ['printf abcdefg | xxd -l 3; printf abcdefg | xxd -l 3 -p', `00000000: 6162 63${' '.repeat(34)}abc\n616263\n`],
  [
    'printf abcdefghij | base64 -w 5; printf abc | base64 -w 0; echo; printf "" | base64',
    'YWJjZ\nGVmZ2\nhpag=\n=\nYWJj\n',
  ],
  ['head -c 100 /dev/zero | base64', `${columns}\n${'A'.repeat(58)}==\n`],
  ['printf "abcdef\\n" | fold -w 3; printf "abc def g" | fold -s -w 5', 'abc\ndef\nabc \ndef g\n'],
  [
    'printf abcd > a; printf abce > b; printf ab > c; cmp -n 3 a b; echo $?; cmp a b; cmp a c; cmp -n 2 a c; echo $?',
    '0\na b differ: char 4, line 1\n0\n',
    0,
    'cmp: EOF on c\n',
  ],
]);

describeScripts('Endless devices', [
  ['od -An -N2 -tu2 /dev/urandom | wc -c; od -An -N4 -tu4 < /dev/urandom | wc -c', '7\n12\n'],
  ['hexdump -C -n 16 /dev/zero', `00000000${'  00 00 00 00 00 00 00 00'.repeat(2)}  |................|\n00000010\n`],
  ['od -v /dev/zero | head -n 1; xxd -l 16 -p /dev/urandom | wc -c', `0000000${' 000000'.repeat(8)}\n33\n`],
  ['base64 /dev/zero | head -c 5; base64 -w 0 < /dev/zero | head -c 100 | wc -c', 'AAAAA100\n'],
  ['tr -dc a-z < /dev/urandom | fold -w 8 | head -n 2 | wc -c', '18\n'],
  [
    'cmp -n 4 /dev/zero /dev/zero; echo $?; cmp /dev/zero f 2>&1; echo f > f; cmp f /dev/zero',
    '0\ncmp: f: No such file or directory\nf /dev/zero differ: char 1, line 1\n',
    1,
  ],
  ['head -c 3 /dev/zero | wc -c; dd if=/dev/zero of=/dev/null bs=1G count=1 2>&1 | head -n 1', '3\n1+0 records in\n'],
]);

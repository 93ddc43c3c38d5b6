import { describeScripts } from '../scriptTable.ts';

describeScripts('shuf', [
  ['printf "b\\na\\nc" | shuf | sort; shuf -e x y z | sort', 'a\nb\nc\nx\ny\nz\n'],
  ['seq 1 50 > f; shuf f > g; cmp -s f g; echo $?; sort -n g | cmp - f && echo same', '1\nsame\n'],
  ['for i in 1 2 3 4 5 6; do shuf -i 1-1000000 -n 1; done | sort -u | wc -l', '6\n'],
  ['shuf -i 4294967295-4294967295; shuf -n 0 -i 1-3; shuf -e; shuf -z -e a b | wc -c', '4294967295\n4\n'],
  ['shuf -i 1-3 -o out; sort out; shuf -e a b -n 1 | wc -l', '1\n2\n3\n1\n'],
  ['shuf -i 3; shuf -i 5-3', '', 1, "shuf: bad range '3'\nshuf: bad range '5-3'\n"],
  ['shuf -i a-3; shuf -n x -i 1-3', '', 1, "shuf: invalid number 'a'\nshuf: invalid number 'x'\n"],
  ['shuf nope; echo $?', '1\n', 0, 'shuf: nope: No such file or directory\n'],
  [
    'shuf -o /nope/x -e a; shuf a b 2>&1 | head -n 3 | tail -n 1',
    'Usage: shuf [-n NUM] [-o FILE] [-z] [FILE | -e [ARG...] | -i L-H]\n',
    0,
    "shuf: can't open '/nope/x': No such file or directory\n",
  ],
]);

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell scripts
import assert from 'node:assert/strict';
import { ContainerSession } from './containerSession.ts';

/** A script and what Bash prints for it. */
const table: readonly [script: string, stdout: string][] = [
  ['items=(foo bar "b z" qux); i=2; echo ${items[$i]} "${items[0]}" ${#items[@]} ${#items[1]}', 'b z foo 4 3\n'],
  ['a=(x "y z"); for e in "${a[@]}"; do echo "<$e>"; done; echo "${a[*]}" $a ${!a[@]}', '<x>\n<y z>\nx y z x 0 1\n'],
  [
    'a=(1); a+=(2 3); a[5]=9; echo ${a[@]} ${#a[@]} ${!a[*]} ${a[-1]}; unset a; echo "[${a[0]}]" ${a[0]:-none}',
    '1 2 3 9 4 0 1 2 5 9\n[] none\n',
  ],
  [
    'for i in {1..3} x{a,b}y {05..07}; do echo -n "$i "; done; echo {c..a} {1..9..4} {x}',
    '1 2 3 xay xby 05 06 07 c b a 1 5 9 {x}\n',
  ],
  ['read a b <<< "one two"; echo $b; printf -v v "%03d" 7; echo $v', 'two\n007\n'],
  [
    '[[ abc == a* && 3 -gt 2 ]] && echo yes; [[ v1.20 =~ ^v[0-9]+\\.[0-9]+$ ]] && echo match; [[ -n "" ]] || echo no',
    'yes\nmatch\nno\n',
  ],
  [
    '[[ mysql-12 =~ -([0-9]+)$ ]] || exit 1; echo ${BASH_REMATCH[0]} $((100 + ${BASH_REMATCH[1]})); [[ a =~ b ]] || echo ${#BASH_REMATCH[@]}',
    '-12 112\n0\n',
  ],
  ['[[ b =~ (a)?(b) ]] && echo "<${BASH_REMATCH[1]}><${BASH_REMATCH[2]}>"', '<><b>\n'],
  ['a=(p q); (a+=(r); echo ${#a[@]}); echo ${#a[@]} $(echo ${a[1]})', '3\n2 q\n'],
  [
    'RANDOM=42; echo $RANDOM $((RANDOM)) $((RANDOM % 90 + 10)); RANDOM=0; a=$RANDOM; RANDOM=-5; echo $a $RANDOM; unset RANDOM; echo "[$RANDOM]" $((RANDOM))',
    '17772 26794 95\n20814 17653\n[] 0\n',
  ],
];

describe('Bash', () => {
  for (const [script, stdout] of table) {
    it(`runs: ${script}`, () => {
      const session = new ContainerSession();
      const container = session.start('main', ['bash', '-c', script], { image: 'bash' });
      session.run(60_000);
      const lines = container.log.entries().map(({ text }) => `${text}\n`);
      assert.equal(lines.join(''), stdout);
      assert.equal(session.exits.get('main')?.exitCode, 0);
    });
  }
});

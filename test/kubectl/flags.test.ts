import assert from 'node:assert/strict';
import { CommandError } from '../../src/kubectl/commandError.ts';
import { type FlagDeclaration, parseFlags } from '../../src/kubectl/flags.ts';

const declared: readonly FlagDeclaration[] = [
  { name: 'namespace', short: 'n', type: 'string', defaultText: 'here', doc: '' },
  { name: 'watch', short: 'w', type: 'boolean', defaultText: 'false', doc: '' },
  { name: 'stdin', short: 'i', type: 'boolean', defaultText: 'false', doc: '' },
  { name: 'tail', type: 'integer', defaultText: '-1', doc: '' },
  { name: 'since', type: 'duration', defaultText: '0s', doc: '' },
  { name: 'filename', short: 'f', type: 'list', defaultText: '[]', doc: '' },
  { name: 'dry-run', type: 'string', defaultText: 'none', bareText: 'unchanged', doc: '' },
];

function read(...words: string[]) {
  return parseFlags('get', words, declared);
}

function problem(...words: string[]): string {
  try {
    read(...words);
  } catch (failure) {
    if (failure instanceof CommandError) return failure.message;
  }
  return '';
}

describe('flags', () => {
  it('may stand anywhere and be written in every way', () => {
    for (const words of [['-n', 'x'], ['-nx'], ['-n=x'], ['--namespace', 'x'], ['--namespace=x']]) {
      const flags = read('pods', ...words, 'web');
      assert.equal(flags.text('namespace'), 'x');
      assert.deepEqual(flags.args, ['pods', 'web']);
    }
    assert.equal(read().text('namespace'), 'here');
    assert.equal(read('-wi', 'a').enabled('stdin'), true);
    assert.equal(read('-win', 'x').text('namespace'), 'x');
    assert.equal(read('--watch=false').enabled('watch'), false);
    assert.equal(read('--dry-run').text('dry-run'), 'unchanged');
    assert.deepEqual(read('-f', 'a,b', '-f', 'c').texts('filename'), ['a', 'b', 'c']);
    assert.equal(read('--since=1m30s').durationMs('since'), 90_000);
    assert.equal(read('--tail=-1').integer('tail'), -1);
  });

  it('end at two dashes', () => {
    const flags = read('web', '--', 'ls', '-w');
    assert.deepEqual(flags.args, ['web', 'ls', '-w']);
    assert.equal(flags.dashAt, 1);
    assert.equal(flags.enabled('watch'), false);
    assert.equal(read('web').dashAt, undefined);
  });

  it('are refused in the words of the real kubectl', () => {
    const help = "\nSee 'kubectl get --help' for usage.";
    assert.equal(problem('--foo'), `error: unknown flag: --foo${help}`);
    assert.equal(problem('-z'), `error: unknown shorthand flag: 'z' in -z${help}`);
    assert.equal(problem('-wz'), `error: unknown shorthand flag: 'z' in -z${help}`);
    assert.equal(problem('-n'), `error: flag needs an argument: 'n' in -n${help}`);
    assert.equal(problem('--namespace'), `error: flag needs an argument: --namespace${help}`);
    assert.equal(
      problem('--watch=foo'),
      `error: invalid argument "foo" for "-w, --watch" flag: strconv.ParseBool: parsing "foo": invalid syntax${help}`,
    );
    assert.equal(
      problem('--tail=x'),
      `error: invalid argument "x" for "--tail" flag: strconv.ParseInt: parsing "x": invalid syntax${help}`,
    );
    assert.equal(
      problem('--since=5'),
      `error: invalid argument "5" for "--since" flag: time: missing unit in duration "5"${help}`,
    );
  });
});

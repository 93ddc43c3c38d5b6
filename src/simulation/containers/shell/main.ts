import { refused } from '../errno.ts';
import { type Program, type Run, read } from '../syscalls.ts';
import { builtinOf } from './builtins/registry.ts';
import { runToEnd } from './end.ts';
import { executeCommand, executeList } from './execute.ts';
import { runInput } from './inputScript.ts';
import type { After, Interpreter } from './interpreter.ts';
import { parseScript } from './parseScript.ts';
import { Shell, type ShellOption } from './shell.ts';

/** A script may be so long, in bytes: as much as Linux takes for one argument. */
const maxScriptBytes = 128 * 1024;

/** `sh -c script name args…`, `sh file args…`, or `sh` reading its input. */
export const shellProgram: Program = function* (process) {
  const words = process.argv.slice(1);
  const options: ShellOption[] = [];
  let fromWord = false;
  let fromInput = false;
  while (words[0] !== undefined && /^[-+]./.test(words[0]) && words[0] !== '--') {
    const word = words.shift() as string;
    for (const letter of word.slice(1)) {
      if (letter === 'c') fromWord = true;
      else if (letter === 'o') {
        if (words.shift() === 'pipefail') options.push('pipefail');
      } else if (letter === 's') fromInput = true;
      else if (letter !== 'i' && letter !== 'l') options.push(letter as ShellOption);
    }
  }
  if (words[0] === '--') words.shift();
  const start = new Shell(process, interpreter, process.argv[0] ?? 'sh', []);
  if (/(?:^|\/)bash$/.test(process.argv[0] ?? '')) start.dialect = 'bash';
  for (const option of options) start.options.add(option);
  let script: string | undefined;
  if (fromWord) {
    script = words.shift();
    if (script === undefined) {
      yield* start.complain('-c requires an argument');
      return 2;
    }
    const name = words.shift();
    if (name !== undefined) start.name = name;
  } else if (words[0] !== undefined && !fromInput) {
    const path = words.shift() as string;
    const file = process.openFile(path, { access: 'read' });
    const fd = refused(file) ? file : process.addFile(file, 10);
    if (refused(fd)) {
      yield* start.complain(`can't open '${path}': ${fd.text}`);
      return 2;
    }
    start.name = path;
    script = yield* readAll(fd);
    process.close(fd);
  }
  start.parameters = words;
  return yield* runToEnd(start, script === undefined ? runInput(start) : runScript(start, script, 'end'));
};

/** Runs a script's text in this shell; `end` says that nothing comes after it. */
function* runScript(shell: Shell, source: string, after: After): Run<number> {
  if (source.length > maxScriptBytes) yield* shell.fail('script too long');
  const { tree, syntaxError } = parseScript(source);
  if (syntaxError) yield* shell.fail(syntaxError);
  const outer = shell.source;
  shell.source = source;
  const status = yield* executeList(shell, tree, after);
  shell.source = outer;
  return status;
}

const interpreter: Interpreter = { executeList, executeCommand, runScript, builtinOf };

function* readAll(fd: number): Run<string> {
  let text = '';
  for (;;) {
    const piece = yield* read(fd);
    if (refused(piece) || piece === '' || text.length > maxScriptBytes) return text;
    text += piece;
  }
}
